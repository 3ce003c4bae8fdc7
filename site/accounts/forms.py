"""Input of the sign-in, the registration and the account desk."""

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _


def code_field() -> forms.CharField:
    """Six digits, offered by the telephone as they arrive."""
    attrs = {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}
    return forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=attrs))


class CodeForm(ConfirmLoginCodeForm):
    """The six digits of a sign-in."""

    code = code_field()
