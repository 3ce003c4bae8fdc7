"""What is known of a supplier (C06), and the kinds of paper it hands in (C01-C04, D05-D09)."""

from django.db import models
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.digits import id_check_digit
from core.encryption import EncryptedTextField


class PaperKind(TextChoices):
    """The kinds of qualification document."""

    BUSINESS_LICENCE = "business_licence", _("business licence")
    PRODUCTION_LICENCE = "production_licence", _("production licence")
    HYGIENE_LICENCE = "hygiene_licence", _("hygiene licence")
    QUALITY_REPORT = "quality_report", _("quality and safety test report")
    TRADEMARK = "trademark", _("trademark certificate")
    LEGAL_ID = "legal_id", _("identity card of the legal representative")
    BENEFIT_EVIDENCE = "benefit_evidence", _("evidence of the benefit")
    OTHER = "other", _("other material")


# Personal data: masked in lists, each look at the file is recorded, deleted after their time.
SENSITIVE = frozenset({PaperKind.LEGAL_ID})
# Of each group one paper at least; the first of a group names what is missing.
COMPULSORY = (
    (PaperKind.BUSINESS_LICENCE,),
    (PaperKind.LEGAL_ID,),
    (PaperKind.PRODUCTION_LICENCE, PaperKind.HYGIENE_LICENCE, PaperKind.QUALITY_REPORT),
)
# A natural person has no licence of its own (C-07).
COMPULSORY_OF_PERSONS = COMPULSORY[1:]

# What a supplier promises, one by one (D10-D12).
PROMISES = {
    "scope": _(
        "We are not on the list of abnormal operations, and our goods lie within the scope of the licence."
    ),
    "unit": _("The supplying unit belongs to the unit of the legal representative."),
    "truth": _("We answer for the truth, accuracy, legality and validity of the materials."),
}


def is_id_number(number: str) -> bool:
    """Whether this is a resident ID number: 18 signs with a right check character."""
    return len(number) == 18 and number[:17].isdigit() and id_check_digit(number) == number[17].upper()


def mask_id(number: str) -> str:
    """An ID number as anybody may see it: the first four signs and the last two."""
    return f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}" if len(number) > 6 else "*" * len(number)


class SupplierFacts(models.Model):
    """Basic information as columns. `id_number` is encrypted at rest and shown masked only."""

    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    legal_representative = models.CharField(_("legal representative"), max_length=60, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.CharField(_("e-mail"), max_length=120, blank=True)
    is_natural_person = models.BooleanField(_("natural person"), default=False)
    id_number = EncryptedTextField(_("ID number"), blank=True, default="")
    # Changes with every other number, so that decisions notice what no hash of the number itself may give away.
    id_number_mark = models.UUIDField(null=True, editable=False)
    is_leading_enterprise = models.BooleanField(_("leading poverty-relief enterprise"), default=False)
    joins_hundred_enterprises = models.BooleanField(
        _("takes part in “hundred enterprises help hundred villages”"), default=False
    )

    class Meta:
        abstract = True

    @property
    def masked_id_number(self) -> str:
        """The ID number as a list may show it."""
        return mask_id(self.id_number)


# Every column above: copied together.
FACT_COLUMNS = (
    "uscc",
    "legal_representative",
    "address",
    "telephone",
    "email",
    "is_natural_person",
    "id_number",
    "id_number_mark",
    "is_leading_enterprise",
    "joins_hundred_enterprises",
)


def copy(source, target):
    """Set every fact of `target` to that of `source`; the caller saves."""
    for name in FACT_COLUMNS:
        setattr(target, name, getattr(source, name))
