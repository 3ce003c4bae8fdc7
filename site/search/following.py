"""Keeping the index at what editors publish: the one place where signals may do something (design 2)."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished

from search import index


def follow(source_key: str, model) -> None:
    """Let the index follow pages of this model when editors publish, unpublish or delete them.

    What a process publishes (`by_process`) is put there by its own verb, in its own transaction.
    """

    def refresh(sender, instance, by_process=False, **kwargs):
        if not by_process:
            index.refresh(source_key, [instance.pk])

    def begin(sender, instance, created, **kwargs):
        # A page that is laid down already public: a new site's own, an editor's first "publish".
        if created and instance.live:
            index.refresh(source_key, [instance.pk])

    def drop(sender, instance, **kwargs):
        index.drop(source_key, [instance.pk])

    name = f"search.{source_key}"
    page_published.connect(refresh, sender=model, weak=False, dispatch_uid=f"{name}.published")
    page_unpublished.connect(refresh, sender=model, weak=False, dispatch_uid=f"{name}.unpublished")
    post_save.connect(begin, sender=model, weak=False, dispatch_uid=f"{name}.saved")
    # After the deletion: on its way Wagtail says that the page is unpublished while it is still there.
    post_delete.connect(drop, sender=model, weak=False, dispatch_uid=f"{name}.deleted")


def words_in(page, *fields: str) -> str:
    """The readable text of a page's StreamFields and rich texts."""
    texts = []
    for name in fields:
        field = page._meta.get_field(name)
        texts += field.get_searchable_content(getattr(page, name))
    return " ".join(texts)
