"""The inbox, tasks, reviews and bulk decisions, under /desk/."""

from django.urls import path

from review.views import bulk, desk, reviews, tasks

app_name = "review"
urlpatterns = [
    path("", desk.inbox, name="inbox"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/claim/", tasks.claim, name="claim"),
    path("tasks/<int:pk>/release/", tasks.release, name="release"),
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("jobs/<int:pk>/", bulk.job, name="job"),
]
