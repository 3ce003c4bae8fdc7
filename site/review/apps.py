from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    """审核: chains, steps, tasks, decisions, the inbox."""

    name = "review"
    verbose_name = _("Review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from core import clock, triggers
        from organizations.actions import after_close
        from review import actions

        clock.register("review.advance_publicity", 10, actions.advance_publicity)
        clock.register("review.reroute_stranded_tasks", 30, actions.reroute_stranded_tasks)
        after_close(actions.reroute_after_close)
        triggers.append_only("review_decision")
        triggers.append_only("review_round")
