"""Routes: the desk's under `/desk/supervision/`, the public's under `/supervision/` in both languages."""

from django.urls import path

from catalog.supervision.views import complaints, entries, files, inspections, public

desk_pages = (
    [
        path("", complaints.complaint_list, name="list"),
        path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
        path("complaints/files/<int:pk>/", files.complaint_file, name="complaint_file"),
        path("inspections/", inspections.inspection_list, name="inspections"),
        path("inspections/new/", inspections.new_inspection, name="new_inspection"),
        path("inspections/<int:pk>/", inspections.inspection, name="inspection"),
        path("inspections/files/<int:pk>/", files.inspection_file, name="inspection_file"),
        path("blacklist/", entries.entry_list, name="entries"),
        path("blacklist/new/", entries.new_entry, name="new_entry"),
        path("blacklist/<int:pk>/", entries.entry, name="entry"),
    ],
    "supervision_desk",
)

public_pages = (
    [
        path("", public.index, name="index"),
        path("complaints/", public.answers, name="answers"),
        path("complaints/new/", public.complain, name="complain"),
        path("complaints/status/", public.status, name="status"),
        path("complaints/receipt/<str:token>/", public.receipt, name="receipt"),
        path("blacklist/", public.blacklist, name="blacklist"),
    ],
    "supervision",
)
