"""Sizes of pictures are made when a page is published, so that no public GET has to write (a cache, no rule)."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published

from content import pictures
from content.models import AppImage


def connect():
    """Listen for published pages; called when the app is ready."""
    page_published.connect(_make_sizes, dispatch_uid="home.publication")


def _make_sizes(sender, instance, **kwargs):
    if sender.__module__.split(".")[0] == "home":
        transaction.on_commit(lambda: pictures.make_later(pictures_of(instance)))


def pictures_of(page) -> list[int]:
    """The ids of all pictures a page refers to: in its fields, blocks, rich text and rows."""
    kind = ContentType.objects.get_for_model(AppImage)
    references = ReferenceIndex.get_references_for_object(page).filter(to_content_type=kind)
    return sorted({int(pk) for pk in references.values_list("to_object_id", flat=True)})
