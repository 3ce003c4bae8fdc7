from django.urls import path

from home.indicators.views import desk

app_name = "filings"

urlpatterns = [
    path("", desk.index, name="list"),
    path("period/<int:period_id>/", desk.oversee, name="period"),
    path("period/<int:period_id>/start/", desk.start, name="start"),
    path("<int:pk>/", desk.show, name="show"),
    path("<int:pk>/edit/", desk.edit, name="edit"),
    path("<int:pk>/print/", desk.print_sheet, name="print"),
    path("<int:pk>/upload/<slug:which>/", desk.upload, name="upload"),
    path("<int:pk>/submit/", desk.submit, name="submit"),
    path("<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("<int:pk>/file/<slug:which>/", desk.file, name="file"),
]
