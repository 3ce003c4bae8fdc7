"""Unblocks the others until the review helper writes the real one (uncommitted on purpose)."""

from django.shortcuts import render
from django.urls import path

app_name = "review"


def _soon(request, **kwargs):
    return render(request, "layouts/desk.html")


urlpatterns = [
    path("", _soon, name="inbox"),
    path("tasks/<int:pk>/", _soon, name="task"),
    path("reviews/<int:pk>/", _soon, name="review"),
    path("bulk/", _soon, name="bulk"),
    path("jobs/<int:pk>/", _soon, name="job"),
]
