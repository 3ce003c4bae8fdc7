"""The worker's share of trade records."""

from huey.contrib.djhuey import db_task


@db_task()
def record_sales_of(product_ids):
    """Compute what these products sold and write it to the catalogue."""
    from activities.trade import actions

    actions.record_sales_of(product_ids)
