"""The facts of an application: what is decided on, as choices and columns (F15-F25, E03, D05-D16)."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from regions.models import Region


class ApplicationKind(TextChoices):
    """Why one applies."""

    FIRST = "first", _("first certification")
    RENEWAL = "renewal", _("renewal")


class MaterialKind(TextChoices):
    """What a file is (D05-D09, D16, E01, E02, F10-F14)."""

    FORM = "form", _("signed application form")
    LICENCE = "licence", _("business licence and permits")
    QUALITY = "quality", _("quality report or quarantine certificate")
    TRADEMARK = "trademark", _("trademark registration")
    ID_CARD = "id_card", _("identity card of the legal representative, both sides")
    BENEFIT = "benefit", _("proof of the poverty-reduction effect")
    ROSTER = "roster", _("roster of workers and members")
    LETTER = "letter", _("proof letter with both seals")
    RECOMMENDATION = "recommendation", _("recommendation letter of the county office")
    PICTURE = "picture", _("picture of the product")
    OTHER = "other", _("other paper")


# Hold personal data: never in lists, every look is written down.
SENSITIVE = frozenset({MaterialKind.ID_CARD, MaterialKind.ROSTER})
# Come to single products; the others stand for the whole application.
OF_PRODUCTS = frozenset({MaterialKind.PICTURE, MaterialKind.QUALITY, MaterialKind.TRADEMARK})
# Come about while the review runs, so no hash covers them.
ON_THE_WAY = frozenset({MaterialKind.LETTER, MaterialKind.RECOMMENDATION})


class Pledge(TextChoices):
    """What an applicant promises, one by one (F05, F25, D10-D12, E05)."""

    TRUE = "true", _("The materials and the poverty-reduction effect stated are true.")
    QUALITY = "quality", _("The products are of good quality and fairly priced.")
    SUPERVISION = "supervision", _("We accept supervision by the authorities and the public.")
    LICENCE = (
        "licence",
        _("We are on no list of abnormal operations, and what we sell lies within the scope of our licence."),
    )
    UNIT = "unit", _("The supplying unit belongs to the unit of the legal representative.")
    ANSWER = "answer", _("We answer for the truth, accuracy, legality and validity of the materials.")
    FALSE = "false", _("Should anything be false, we bear all consequences.")


class ApplicationFacts(models.Model):
    """What stands for the whole application (F15-F17, F24). The telephone number is the unit's, never public."""

    entity_name = models.CharField(_("name of the market entity"), max_length=120, blank=True)
    entity_code = models.CharField(_("unified social credit code"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), max_length=120, blank=True)
    is_leading = models.BooleanField(_("leading poverty-relief enterprise"), default=False)
    is_helper = models.BooleanField(
        _("takes part in “a hundred enterprises help a hundred villages”"), default=False
    )
    benefit = models.TextField(_("benefit mechanism and results"), blank=True)

    class Meta:
        abstract = True


class RowFacts(models.Model):
    """What stands for one product (F18-F23, D17, E03). Money in yuan a year, people are persons."""

    name = models.CharField(_("product name"), max_length=80, blank=True)
    region = models.ForeignKey(
        Region, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("place of origin")
    )
    category = models.ForeignKey(
        "catalog.Category", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("category")
    )
    brand = models.CharField(_("brand"), max_length=60, blank=True)
    specification = models.CharField(_("specification"), max_length=120, blank=True)
    production_source = models.CharField(_("source of production materials"), max_length=200, blank=True)
    annual_output = models.CharField(_("annual output"), max_length=60, blank=True)
    supply_period = models.CharField(_("supply period"), max_length=60, blank=True)
    people_benefited = models.PositiveIntegerField(_("people benefited"), null=True)
    commodity_value = models.DecimalField(_("commodity value"), max_digits=16, decimal_places=2, null=True)
    participation = models.JSONField(_("how households take part"), default=list, blank=True)
    description = models.TextField(_("what makes the product special"), blank=True)

    class Meta:
        abstract = True


APPLICATION_COLUMNS = (
    "entity_name",
    "entity_code",
    "address",
    "phone",
    "email",
    "is_leading",
    "is_helper",
    "benefit",
)
ROW_COLUMNS = (
    "name",
    "region_id",
    "category_id",
    "brand",
    "specification",
    "production_source",
    "annual_output",
    "supply_period",
    "people_benefited",
    "commodity_value",
    "participation",
    "description",
)


def plain(value):
    """A fact as JSON keeps it."""
    return value if value is None or isinstance(value, int | list | str) else str(value)
