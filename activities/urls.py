"""The desk's pages of activity reports, mounted at /desk/reports/."""

from django.urls import path

from activities.views import desk, files, write

app_name = "activities_desk"

urlpatterns = [
    path("", desk.report_list, name="list"),
    path("new/", write.new, name="new"),
    path("<int:pk>/", desk.detail, name="detail"),
    path("<int:pk>/edit/", write.edit, name="edit"),
    path("<int:pk>/autosave/", write.autosave, name="autosave"),
    path("<int:pk>/submit/", write.submit, name="submit"),
    path("<int:pk>/discard/", desk.discard, name="discard"),
    path("<int:pk>/withdraw/", desk.withdraw, name="withdraw"),
    path("pages/<int:pk>/correct/", desk.correct, name="correct"),
    path("<int:pk>/pictures/", files.picture, name="picture"),
    path("<int:pk>/attachments/", files.attachment, name="attachment"),
    path("evidence/pictures/<int:pk>/", files.evidence_picture, name="evidence_picture"),
    path("evidence/files/<int:pk>/", files.evidence_file, name="evidence_file"),
    path("evidence/files/<int:pk>/seen/", files.seen_by_eye, name="seen_by_eye"),
]
