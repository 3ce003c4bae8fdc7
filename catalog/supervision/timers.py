"""The clocks of supervision, run by the worker."""

from catalog.supervision import actions
from core import clock


def register():
    """Ask for them; called when the app is ready."""
    clock.register("supervision.escalate_late", 60, actions.escalate_late)
    clock.register("supervision.lapse_blacklistings", 60, actions.lapse_blacklistings)
