"""What the clock does for files that are moved in."""

from core import clock

EVERY_MINUTES = 5


def register():
    """Ask for the timers; called when the app is ready."""
    from catalog.importing import actions

    clock.register("catalog.recover_imports", EVERY_MINUTES, lambda: len(actions.recover()))
