"""The worker's share of content."""

from huey.contrib.djhuey import db_task


@db_task()
def make_renditions(image_ids):
    """Make the public sizes of these pictures."""
    from content import pictures

    pictures.make_now(image_ids)


@db_task()
def look_through(private_file_id):
    """Look a file through for numbers of people before somebody decides on it."""
    from content import looking
    from content.shown import Shown
    from core.models import PrivateFile

    private = PrivateFile.objects.filter(pk=private_file_id).first()
    if private:
        said = Shown()
        said.attach("file", "", private.sha256, lambda: private.file.open("rb").read())
        looking.looks_of(said.files)


@db_task()
def inspect_site():
    """Inspect the whole site (nightly)."""
    from content import inspection

    inspection.run()
