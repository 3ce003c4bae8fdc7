"""The sizes in which public pages show pictures; made once at publication, never on a public GET."""

from dataclasses import dataclass

from wagtail.images.models import Filter

from content.models import AppImage
from content.tasks import make_renditions

# One place names them: templates use them through {% picture %}-style components, the worker makes them.
CARD = "fill-640x427|format-webp"
WIDE = "width-1280|format-webp"
FULL = "max-2000x2000|format-jpeg"
SPECS = (CARD, WIDE)


@dataclass(frozen=True)
class Shown:
    """What an <img> needs."""

    url: str
    width: int
    height: int


def shown(image, spec) -> Shown:
    """An existing size of a picture; the original as long as the worker has not made it. Never writes.

    Costs no query when the picture came with `prefetch_related("…__renditions")`.
    """
    wanted = Filter(spec=spec)
    key = wanted.get_cache_key(image)
    for rendition in image.renditions.all():
        if rendition.filter_spec == spec and rendition.focal_point_key == key:
            return Shown(rendition.url, rendition.width, rendition.height)
    return Shown(image.file.url, image.width, image.height)


def make_now(image_ids):
    """Make every size of these pictures that is not there yet."""
    for image in AppImage.objects.filter(pk__in=image_ids):
        image.get_renditions(*SPECS)


def make_later(image_ids):
    """The same in the worker."""
    make_renditions(list(image_ids))
