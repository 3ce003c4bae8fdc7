"""Mobile numbers: typed in many ways, stored as eleven digits (B01)."""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")
# No operator has this range: the demo's people.
DEMO_MOBILE = re.compile(r"100\d{8}")


def clean_number(text: str) -> str:
    """The eleven digits of a mobile number typed with spaces, hyphens, +86 or full-width digits.

    Numbers of the demo are accepted only while settings.DEMO is on. Raises ValidationError with a sentence.
    """
    digits = re.sub(r"[\s\-‐-―()]", "", unicodedata.normalize("NFKC", text or ""))
    digits = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
    if MOBILE.fullmatch(digits) or (settings.DEMO and DEMO_MOBILE.fullmatch(digits)):
        return digits
    raise ValidationError(_("Please enter a mobile number of eleven digits."), code="invalid_phone")
