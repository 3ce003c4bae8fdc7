"""Routes: the desk's under `/desk/`, the public's in both languages."""

from django.urls import path
from django.views.generic import RedirectView

desk_pages = (
    [path("<int:pk>/edit/", RedirectView.as_view(url="/desk/"), name="edit")],
    "trade_desk",
)
public_pages = ([], "trade")
