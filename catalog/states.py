"""The whole life of a product in the directory on one screen (state machine 3 of the requirements, its last part)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Life


class Standing(TextChoices):
    """Where a product stands. Only a listed one is in lists and search; one that left keeps its page with a notice."""

    NEW = "new", _("not yet listed")
    LISTED = "listed", _("listed")
    EXPIRED = "expired", _("expired")
    DELISTED = "delisted", _("removed from the directory")


# Has been in the directory once, so its page stays public.
SHOWN = frozenset({Standing.LISTED, Standing.EXPIRED, Standing.DELISTED})
LEFT = frozenset({Standing.EXPIRED, Standing.DELISTED})

LISTING = Life(
    Standing,
    [
        ("list", {Standing.NEW}, Standing.LISTED),
        ("delist", {Standing.LISTED}, Standing.DELISTED),
        ("expire", {Standing.LISTED}, Standing.EXPIRED),
        ("relist", LEFT, Standing.LISTED),
    ],
)


class DelistReason(TextChoices):
    """Why a product left the directory: the five of the regulations (I09-I13), and what ordinary life adds."""

    CONDITIONS = "conditions", _("no longer meets the conditions of certification")
    PROBLEM = "problem", _("a problem was verified")
    NO_SALES = "no_sales", _("no actual sales within one year")
    UNLAWFUL = "unlawful", _("the market entity broke the law or the rules")
    SAFETY = "safety", _("a serious quality or food-safety problem")
    BARRED = "barred", _("the supplier is on the dishonesty blacklist")
    SUPPLIER = "supplier", _("withdrawn by the supplier")
    MISTAKE = "mistake", _("entered by mistake")


class EventKind(TextChoices):
    """What happens to a product; its public timeline is made of these."""

    LISTED = "listed", _("entered in the directory")
    DELISTED = "delisted", _("removed from the directory")
    EXPIRED = "expired", _("validity ended")
    RELISTED = "relisted", _("entered again")
    CERTIFIED = "certified", _("certified")
    RENEWED = "renewed", _("renewed")
    CHANGED = "changed", _("certified facts changed")
    DECIDED = "decided", _("decided in review")
    PUBLICISED = "publicised", _("publicity notice")
    OBJECTION = "objection", _("objection")
    INSPECTED = "inspected", _("inspected")
    SOLD = "sold", _("sales reported")
