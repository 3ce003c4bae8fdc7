"""The attachments of a notice: private while it is being written, in the media library from its opening on (Q01)."""

from pathlib import PurePath

from wagtail.models import Collection

from catalog.notices.models import NoticeAttachment
from content.models import AppDocument


def attach(notice, attachments, *, by):
    """Give each (title, PrivateFile) its public copy and hang it on the notice, in their order."""
    if not attachments:
        return
    collection = Collection.get_first_root_node()
    documents = AppDocument.objects.bulk_create(
        AppDocument(
            title=title[:255],
            sha256=file.sha256,
            collection=collection,
            uploaded_by_user=by,
            file=_public_copy(file, collection),
            file_size=file.size,
            is_demo=notice.is_demo,
        )
        for title, file in attachments
    )
    NoticeAttachment.objects.bulk_create(
        NoticeAttachment(page=notice, document=document, title=document.title[:200], sort_order=order)
        for order, document in enumerate(documents)
    )


def _public_copy(private, collection) -> str:
    field, holder = AppDocument._meta.get_field("file"), AppDocument(collection=collection)
    name = field.generate_filename(holder, f"{private.sha256[:16]}{PurePath(private.file.name).suffix}")
    with private.file.open("rb") as source:
        return field.storage.save(name, source)
