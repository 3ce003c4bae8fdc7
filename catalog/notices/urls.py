"""Routes: the desk's under `/desk/notices/`, the public's in both languages."""

from django.urls import path

from catalog.notices.views import desk, objections, public

desk_pages = (
    [
        path("", desk.waiting, name="waiting"),
        path("issued/", desk.issued, name="issued"),
        path("issue/", desk.issue, name="issue"),
        path("<int:pk>/", desk.notice, name="notice"),
        path("<int:pk>/correct/", desk.correct, name="correct"),
        path("objections/<int:pk>/", objections.answer, name="objection"),
    ],
    "notices_desk",
)
public_pages = (
    [
        path("", public.status, name="status"),
        path("rows/<int:pk>/", public.raise_objection, name="raise"),
        path("received/<str:token>/", public.received, name="received"),
    ],
    "notices",
)
