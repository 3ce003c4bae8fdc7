"""What the desk's pages of products read from people; decides nothing a verb would miss."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.facts import ProductKind
from catalog.states import DelistReason, Standing


class FilterForm(forms.Form):
    """Filters of the desk's list; what makes no sense is left out rather than refused."""

    q = forms.CharField(label=_("Name, code or certificate number"), required=False, max_length=60)
    standing = forms.ChoiceField(
        label=_("standing"), required=False, choices=[("", _("all")), *Standing.choices]
    )
    kind = forms.ChoiceField(label=_("kind"), required=False, choices=[("", _("all")), *ProductKind.choices])


class ListForm(forms.Form):
    """Enter in the directory, or again."""

    until = forms.DateField(
        label=_("last day of validity"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Empty: one year for certified products, without end for ordinary ones."),
    )
    words = forms.CharField(
        label=_("remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody can read it on the product's page."),
    )


class RelistForm(ListForm):
    """Again: without a new last day the old validity goes on."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = _("Empty: the validity it had goes on, if it has not ended.")


class DelistForm(forms.Form):
    """Take out, with the reason."""

    reason = forms.ChoiceField(label=_("reason"), choices=[("", "———"), *DelistReason.choices])
    words = forms.CharField(
        label=_("explanation"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read it on the product's page."),
    )
