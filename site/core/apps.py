from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class CoreConfig(AppConfig):
    """Tools without opinions: verdicts, transitions, working days, money, sheets, private files, timers."""

    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from core import clock, jobs, proof, triggers, upkeep, versions, workdays
        from core.models import WorkdayException

        triggers.append_only("core_record")
        # A table that a later migration remakes on SQLite loses its triggers; after every migrate they are put back.
        post_migrate.connect(triggers.install_after_migrate, sender=self, dispatch_uid="core.triggers")
        for signal in (post_save, post_delete):
            signal.connect(workdays.forget, sender=WorkdayException, dispatch_uid="core.workdays")
        clock.register("core.resume_stranded_jobs", 5, jobs.resume_stranded)
        clock.register("core.fold_versions", 5, versions.fold)
        clock.register("core.refresh_statistics", 24 * 60, upkeep.refresh_statistics)
        clock.register("core.forget_spent_proofs", 60, proof.forget_spent)
