"""The sizes in which public pages show pictures; made once at publication, never on a public GET."""

from content.models import AppImage
from content.tasks import make_renditions

# One place names them: templates use them through {% picture %}-style components, the worker makes them.
CARD = "fill-640x427|format-webp"
WIDE = "width-1280|format-webp"
FULL = "max-2000x2000|format-jpeg"
SPECS = (CARD, WIDE)


def make_now(image_ids):
    """Make every size of these pictures that is not there yet."""
    for image in AppImage.objects.filter(pk__in=image_ids):
        image.get_renditions(*SPECS)


def make_later(image_ids):
    """The same in the worker."""
    make_renditions(list(image_ids))
