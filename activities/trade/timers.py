"""Once a day: sales older than twelve months leave the catalogue's figures."""

from core import clock


def refresh_sales():
    """Compute the sales of every product that has some, a hundred at a time; safe to run twice or late."""
    from activities.trade.actions.sales import products_with_sales, record_sales_of

    ids = products_with_sales()
    return sum(record_sales_of(ids[at : at + 100]) for at in range(0, len(ids), 100))


def register():
    """Ask the clock; called when the app is ready."""
    clock.register("trade.sales", 24 * 60, refresh_sales)
