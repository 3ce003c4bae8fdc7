"""The desk's pages for moving a directory in, mounted at /desk/directory/import/."""

from django.urls import path

from catalog.importing import views

app_name = "importing"

urlpatterns = [
    path("", views.files, name="files"),
    path("template/", views.template, name="template"),
    path("<int:pk>/", views.batch, name="batch"),
    path("<int:pk>/errors/", views.errors, name="errors"),
]
