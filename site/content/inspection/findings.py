"""One thing to be mended, and where; gathered with a limit per check so that a result stays readable."""

from collections import Counter
from dataclasses import asdict, dataclass

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# A result lists this many per check; the rest are counted.
LISTED = 300


class Check(models.TextChoices):
    """What is looked at, in the order of the result."""

    NUMBERS = "numbers", _("Numbers of people")
    UNREAD = "unread", _("Files no machine can read")
    LINKS = "links", _("Dead links")
    FILES = "files", _("Files missing on the disk")
    MARKS = "marks", _("Missing marks")
    COLUMNS = "columns", _("Blank or stale columns")
    DATES = "dates", _("Publication dates changed afterwards")
    DESCRIPTIONS = "descriptions", _("Pages without description")
    PICTURES = "pictures", _("Pictures without alternative text")
    RENDITIONS = "renditions", _("Sizes of pictures not made")


@dataclass(frozen=True)
class Finding:
    """What (`title`) has which fault (`words`); `mend_url` leads to where it is mended."""

    check: str
    title: str
    words: str
    mend_url: str
    sha256: str = ""


class Findings:
    """Findings as they come in."""

    def __init__(self):
        self.listed: list[dict] = []
        self.counts: Counter = Counter()

    def add(self, check: Check, title, words, mend_url, sha256=""):
        """Count a finding and list it while there is room."""
        self.counts[check.value] += 1
        if self.counts[check.value] <= LISTED:
            self.listed.append(asdict(Finding(check.value, str(title), str(words), mend_url, sha256)))


def edit_page(pk) -> str:
    """Where a page is mended."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def edit_document(pk) -> str:
    """Where a document is mended."""
    return reverse("wagtaildocs:edit", args=[pk])


def edit_picture(pk) -> str:
    """Where a picture is mended."""
    return reverse("wagtailimages:edit", args=[pk])


def edit_settings(site) -> str:
    """Where the site's settings are mended."""
    return reverse("wagtailsettings:edit", args=["content", "sitesettings", site.pk])
