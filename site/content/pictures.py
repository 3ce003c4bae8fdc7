"""The sizes in which public pages show pictures; made once by the worker after publication, never on a public GET."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from django.db.models import Count, Q
from wagtail.images.models import Filter

from content.models import AppImage
from content.tasks import make_renditions

logger = logging.getLogger(__name__)

# The two shapes, each in two widths; every one as WebP and as AVIF. Others may count on CARD and WIDE by name.
CARD = "fill-640x427|format-webp"
WIDE = "width-1280|format-webp"
WIDTHS = {CARD: ("fill-360x240|format-webp", CARD), WIDE: ("width-640|format-webp", WIDE)}
QUICK = tuple(spec for specs in WIDTHS.values() for spec in specs)
# A fifth smaller than WebP for ten times the work: nothing waits for them.
SLOW = tuple(spec.replace("format-webp", "format-avif|avifquality-55") for spec in QUICK)
_AVIF = dict(zip(QUICK, SLOW, strict=True))
SPECS = QUICK + SLOW
AT_ONCE = 200


@dataclass(frozen=True)
class Shown:
    """What an <img> needs, and the srcsets of its shape; empty as long as the worker has not made them."""

    url: str
    width: int
    height: int
    webp: str = ""
    avif: str = ""


def shown(image, spec) -> Shown:
    """CARD or WIDE of a picture with all widths there are; the original as long as there is none. Never writes.

    Costs no query when the picture came with `prefetch_related("…__renditions")`.
    """
    focus = (image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height)
    made = {
        rendition.filter_spec: rendition
        for rendition in image.renditions.all()
        if rendition.filter_spec in SPECS and rendition.focal_point_key == _key(rendition.filter_spec, focus)
    }
    return combined(spec, Shown(image.file.url, image.width, image.height), made)


def combined(spec, original: Shown, made: dict) -> Shown:
    """CARD or WIDE from the sizes that are there, by filter spec (anything with url, width and height)."""
    found = made.get(spec)
    if found is None:
        return original
    webp = [made.get(one) for one in WIDTHS[spec]]
    avif = [made.get(_AVIF[one]) for one in WIDTHS[spec]]
    return Shown(found.url, found.width, found.height, _srcset(webp, found), _srcset(avif, found))


def specs_of(spec) -> tuple[str, ...]:
    """Every size of CARD or WIDE, as WebP and as AVIF."""
    return (*WIDTHS[spec], *(_AVIF[one] for one in WIDTHS[spec]))


@lru_cache(maxsize=4096)
def _key(spec, focus) -> str:
    names = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    return Filter(spec=spec).get_cache_key(SimpleNamespace(**dict(zip(names, focus, strict=True))))


def _srcset(renditions, largest) -> str:
    """Addresses with widths; none unless the largest is among them, so that nobody gets a small one stretched."""
    by_width = {rendition.width: rendition.url for rendition in renditions if rendition}
    if largest.width not in by_width:
        return ""
    return ", ".join(f"{url} {width}w" for width, url in sorted(by_width.items()))


def make_now(image_ids, specs=SPECS):
    """Make these sizes of these pictures where they are not there yet; a picture that cannot be read is logged."""
    for image in AppImage.objects.filter(pk__in=image_ids):
        try:
            image.get_renditions(*specs)
        except Exception:
            logger.exception("no sizes of picture %s", image.pk)


def make_later(image_ids):
    """The same in the worker."""
    make_renditions(list(image_ids))


def make_missing() -> int:
    """Make what is not there, newest pictures first: sizes that came later, a worker that died. A timer; how many."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=SPECS))
    lacking = AppImage.objects.annotate(made=made).filter(made__lt=len(SPECS)).order_by("-pk")
    ids = list(lacking.values_list("pk", flat=True)[:AT_ONCE])
    make_now(ids)
    return len(ids)
