from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """审核: chains, steps, tasks, decisions, the inbox."""

    name = "review"
    verbose_name = _("Review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from core import triggers

        triggers.append_only("review_decision")
        triggers.append_only("review_round")
