"""A reason and words; decides nothing that the rules do not."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.certification.withdrawal.reasons import REASONS


class WithdrawalForm(forms.Form):
    """Why a product should leave the directory."""

    reason = forms.ChoiceField(label=_("reason"), choices=[(one.value, one.label) for one in REASONS])
    words = forms.CharField(
        label=_("reason in words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it on the product's page. No names or numbers of persons."),
    )
