"""What the clock does for the catalogue."""

from core import clock

EVERY_MINUTES = 5


def register():
    """Ask for the timers; called when the app is ready."""
    from catalog import actions

    clock.register("catalog.expire", EVERY_MINUTES, actions.expire_listings)
