"""“My account” and “My organization”, under /desk/accounts/."""

from django.urls import path

from accounts.views import desk, people

app_name = "accounts"
urlpatterns = [
    path("", desk.mine, name="mine"),
    path("organization/", desk.organization, name="organization"),
    path("organizations/", desk.organizations, name="organizations"),
    path("organizations/<int:pk>/", desk.organization_page, name="organization_page"),
    path("organizations/<int:pk>/open/", people.open_in, name="open_in"),
    path("organizations/<int:pk>/rename/", desk.rename, name="rename"),
    path("organizations/<int:pk>/close/", desk.close, name="close"),
    path("open/", people.open_choose, name="open"),
    path("open/<slug:slug>/", people.open_new, name="open_new"),
    path("<int:pk>/suspend/", people.suspend, name="suspend"),
    path("<int:pk>/resume/", people.resume, name="resume"),
    path("<int:pk>/hand-over/", people.hand_over, name="hand_over"),
    path("history/", desk.history, name="history"),
]
