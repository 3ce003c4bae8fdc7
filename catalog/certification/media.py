"""Pictures of products: from private storage into the media library at certification, and not before (design 5)."""

from collections import defaultdict
from pathlib import PurePath

from wagtail.models import Collection

from catalog.certification.facts import MaterialKind
from catalog.certification.models import Material
from content.models import AppImage
from core.rows import save_columns


def make_public(rows, *, by) -> dict[int, list[tuple[int, str]]]:
    """Row → (image, alternative text) of its pictures, public from now on; those that are public stay."""
    pictures = Material.objects.filter(product__in=rows, kind=MaterialKind.PICTURE).select_related("file")
    pictures = list(pictures.order_by("order", "pk"))
    names = {row.pk: row.name for row in rows}
    private = [picture for picture in pictures if picture.image_id is None]
    collection = Collection.get_first_root_node()
    images = AppImage.objects.bulk_create(
        _image(picture, names[picture.product_id], collection, by) for picture in private
    )
    for picture, image in zip(private, images, strict=True):
        picture.image = image
    save_columns(Material, private, "image")
    found = defaultdict(list)
    for picture in pictures:
        found[picture.product_id].append((picture.image_id, picture.alt or names[picture.product_id]))
    return found


def _image(picture, name, collection, by) -> AppImage:
    file, holder = picture.file, AppImage(collection=collection)
    field = AppImage._meta.get_field("file")
    path = field.generate_filename(holder, f"{file.sha256[:16]}{PurePath(file.file.name).suffix}")
    with file.file.open("rb") as source:
        path = field.storage.save(path, source)
    return AppImage(
        title=(picture.alt or name)[:255],
        alt=picture.alt or name,
        collection=collection,
        uploaded_by_user=by,
        file=path,
        file_size=file.size,
        width=file.width,
        height=file.height,
        is_demo=file.is_demo,
    )
