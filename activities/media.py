"""From private storage into the media library, at approval and not before (design 5)."""

from pathlib import PurePath

from wagtail.models import Collection

from activities.models import ReportAttachment, ReportPicture
from content import pictures as renditions
from content.models import AppDocument, AppImage
from core.rows import save_columns


def make_public(versions, *, by):
    """Give every picture and attachment of these versions its public copy; those that have one keep it."""
    collection = Collection.get_first_root_node()
    pictures = [p for v in versions for p in v.pictures.all() if p.image_id is None]
    attachments = [a for v in versions for a in v.attachments.all() if a.document_id is None]
    titles = {version.pk: version.title for version in versions}
    images = AppImage.objects.bulk_create(
        _image(row, titles[row.version_id], collection, by) for row in pictures
    )
    for row, image in zip(pictures, images, strict=True):
        row.image = image
    save_columns(ReportPicture, pictures, "image")
    documents = AppDocument.objects.bulk_create(_document(row, collection, by) for row in attachments)
    for row, document in zip(attachments, documents, strict=True):
        row.document = document
    save_columns(ReportAttachment, attachments, "document")


def _public_copy(private, model, collection) -> str:
    """The name under which the file now lies among the public ones of a model of the media library."""
    field, holder = model._meta.get_field("file"), model(collection=collection)
    name = field.generate_filename(holder, f"{private.sha256[:16]}{PurePath(private.file.name).suffix}")
    with private.file.open("rb") as source:
        return field.storage.save(name, source)


def _image(row, title, collection, by) -> AppImage:
    return AppImage(
        title=(row.alt or title)[:255],
        alt=row.alt,
        collection=collection,
        uploaded_by_user=by,
        file=_public_copy(row.file, AppImage, collection),
        file_size=row.file.size,
        # Known since the picture came in; without them Django would decode it to measure it.
        width=row.file.width,
        height=row.file.height,
        is_demo=row.file.is_demo,
    )


def _document(row, collection, by) -> AppDocument:
    return AppDocument(
        title=row.title,
        sha256=row.file.sha256,
        collection=collection,
        uploaded_by_user=by,
        file=_public_copy(row.file, AppDocument, collection),
        file_size=row.file.size,
        is_demo=row.file.is_demo,
    )


def announce_new_pictures(image_ids):
    """Have the sizes made that public pages show, so that no public GET has to write."""
    if image_ids:
        renditions.make_later(image_ids)
