"""The worker's share of content."""

from huey.contrib.djhuey import db_task


@db_task()
def make_renditions(image_ids):
    """Make the public sizes of these pictures."""
    from content import pictures

    pictures.make_now(image_ids)
