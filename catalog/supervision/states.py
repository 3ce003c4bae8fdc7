"""The lives of a complaint, an inspection and a blacklisting on one screen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.transitions import Life


class About(TextChoices):
    """What a complaint is about."""

    PRODUCT = "product", _("product")
    SUPPLIER = "supplier", _("supplier")
    NOTICE = "notice", _("publicity notice")
    ACTIVITY = "activity", _("activity")
    SITE = "site", _("something else")


class Topic(TextChoices):
    """What supervision watches over (J06-J09, J11)."""

    QUALITY = "quality", _("quality or food safety")
    PRICE = "price", _("price")
    HONESTY = "honesty", _("honesty of the seller, false advertising")
    EFFECT = "effect", _("households do not benefit as stated")
    FEES = "fees", _("money was asked for certification, statistics or evaluation")
    PROFIT = "profit", _("profiteering in the name of consumption assistance")
    PRESSURE = "pressure", _("apportioned or forced purchases")
    OTHER = "other", pgettext_lazy("topic of a complaint", "other")


class ComplaintState(TextChoices):
    """Where a complaint stands (J03)."""

    RECEIVED = "received", pgettext_lazy("complaint", "received")
    INVESTIGATING = "investigating", _("under investigation")
    ESCALATED = "escalated", _("passed to the level above")
    ANSWERED = "answered", _("answered")
    DISMISSED = "dismissed", pgettext_lazy("complaint", "not accepted")


OPEN = frozenset({ComplaintState.RECEIVED, ComplaintState.INVESTIGATING, ComplaintState.ESCALATED})
CLOSED = frozenset({ComplaintState.ANSWERED, ComplaintState.DISMISSED})

COMPLAINT = Life(
    ComplaintState,
    [
        ("take_up", {ComplaintState.RECEIVED, ComplaintState.ESCALATED}, ComplaintState.INVESTIGATING),
        ("establish", {ComplaintState.INVESTIGATING}, ComplaintState.INVESTIGATING),
        ("answer", {ComplaintState.INVESTIGATING}, ComplaintState.ANSWERED),
        ("dismiss", OPEN, ComplaintState.DISMISSED),
        ("escalate", OPEN, ComplaintState.ESCALATED),
    ],
)


class Finding(TextChoices):
    """What an investigation established."""

    VERIFIED = "verified", _("verified")
    PARTLY = "partly", _("verified in part")
    UNFOUNDED = "unfounded", _("not verified")


TRUE = frozenset({Finding.VERIFIED, Finding.PARTLY})


class Happening(TextChoices):
    """What happens to a complaint; its trail is made of these."""

    RECEIVED = "received", _("complaint received")
    TAKEN_UP = "taken_up", _("investigation begun")
    ESCALATED = "escalated", _("passed to the level above, because it was late")
    ANSWERED = "answered", _("complaint answered")
    DISMISSED = "dismissed", _("complaint not accepted")


class InspectionState(TextChoices):
    """Where a spot check stands (D13, I02)."""

    PLANNED = "planned", pgettext_lazy("inspection", "planned")
    DONE = "done", pgettext_lazy("inspection", "carried out")
    CANCELLED = "cancelled", pgettext_lazy("inspection", "called off")


INSPECTION = Life(
    InspectionState,
    [
        ("record", {InspectionState.PLANNED}, InspectionState.DONE),
        ("cancel", {InspectionState.PLANNED}, InspectionState.CANCELLED),
    ],
)


class Verdict(TextChoices):
    """How an inspection ended."""

    PASSED = "passed", pgettext_lazy("inspection", "passed")
    REMARKS = "remarks", _("passed with remarks")
    FAILED = "failed", pgettext_lazy("inspection", "failed")


class Quality(TextChoices):
    """The four guarantees (J09)."""

    QUALITY = "quality", _("quality up to standard")
    PRICE = "price", _("fair price")
    SAFETY = "safety", _("safe and reliable")
    EFFECT = "effect", _("real benefit to households")


class BlacklistState(TextChoices):
    """Where an entry of the dishonesty blacklist stands (J05)."""

    PROPOSED = "proposed", pgettext_lazy("blacklist", "proposed")
    IN_FORCE = "in_force", pgettext_lazy("blacklist", "in force")
    DECLINED = "declined", pgettext_lazy("blacklist", "not adopted")
    LAPSED = "lapsed", _("term ended")
    REHABILITATED = "rehabilitated", _("credit restored")


# Decided once, so everybody may read it.
PUBLIC = frozenset({BlacklistState.IN_FORCE, BlacklistState.LAPSED, BlacklistState.REHABILITATED})

BLACKLIST = Life(
    BlacklistState,
    [
        ("adopt", {BlacklistState.PROPOSED}, BlacklistState.IN_FORCE),
        ("decline", {BlacklistState.PROPOSED}, BlacklistState.DECLINED),
        ("lapse", {BlacklistState.IN_FORCE}, BlacklistState.LAPSED),
        ("rehabilitate", {BlacklistState.IN_FORCE}, BlacklistState.REHABILITATED),
    ],
)


class Grounds(TextChoices):
    """Why an organization is blacklisted (I10, I12, I13, J05)."""

    SAFETY = "safety", _("serious quality or food-safety problem")
    FRAUD = "fraud", _("false materials in certification or statistics")
    EFFECT = "effect", _("false figures of benefit to households")
    TRADE = "trade", _("dishonest trade: price, adulteration, false origin")
    UNLAWFUL = "unlawful", _("breach of law or rules")
