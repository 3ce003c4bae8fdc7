"""What the clock does for withdrawals."""

from core import clock

EVERY_MINUTES = 6 * 60


def register():
    """Ask for the timer; called when the app is ready."""
    from catalog.certification.withdrawal import actions

    clock.register("certification.propose_without_sales", EVERY_MINUTES, actions.propose_without_sales)
