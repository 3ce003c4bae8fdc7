"""Input of the supplier's desk: what was typed to clean values; what is missing, rules say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.suppliers import queries
from catalog.suppliers.facts import PROMISES, PaperKind

_FILES = ".pdf,.doc,.docx,.xls,.xlsx,.jpg,.jpeg,.png"
_TEXTS = ("uscc", "legal_representative", "address", "telephone", "email")
_TICKS = ("is_natural_person", "is_leading_enterprise", "joins_hundred_enterprises")


def _day(label, **kwargs):
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,
    )


def _file(label, **kwargs):
    return forms.FileField(label=label, widget=forms.FileInput(attrs={"accept": _FILES}), **kwargs)


class OnboardingForm(forms.Form):
    """Basic information, operator and promises of an onboarding."""

    use_required_attribute = False

    operator = forms.ModelChoiceField(
        queryset=None,
        label=_("platform operator"),
        required=False,
        empty_label=_("the nearest assistance office"),
        help_text=_("Reviews your papers and agreements."),
    )
    uscc = forms.CharField(label=_("unified social credit code"), max_length=40, required=False)
    legal_representative = forms.CharField(label=_("legal representative"), max_length=60, required=False)
    address = forms.CharField(label=_("address"), max_length=200, required=False)
    telephone = forms.CharField(label=_("telephone"), max_length=30, required=False)
    email = forms.CharField(label=_("e-mail"), max_length=120, required=False)
    is_natural_person = forms.BooleanField(label=_("natural person"), required=False)
    id_number = forms.CharField(
        label=_("ID number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_leading_enterprise = forms.BooleanField(label=_("leading poverty-relief enterprise"), required=False)
    joins_hundred_enterprises = forms.BooleanField(
        label=_("takes part in “hundred enterprises help hundred villages”"), required=False
    )
    promises = forms.MultipleChoiceField(
        label=_("promises"), choices=PROMISES.items(), required=False, widget=forms.CheckboxSelectMultiple
    )
    edits = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, onboarding, **kwargs):
        kwargs.setdefault("initial", initial_of(onboarding))
        super().__init__(*args, **kwargs)
        region = onboarding.organization.region
        self.fields["operator"].queryset = queries.operators_for(region)
        if onboarding.id_number:
            self.fields["id_number"].help_text = _("Kept: %(number)s. Type it again only to change it.") % {
                "number": onboarding.masked_id_number
            }
        if not (onboarding.is_natural_person or queries.allows_natural_persons(region)):
            del self.fields["is_natural_person"], self.fields["id_number"]

    def values(self) -> dict:
        """What could be understood, by column."""
        self.full_clean()
        clean = self.cleaned_data
        values = {name: clean.get(name) or "" for name in (*_TEXTS, "id_number")}
        values["uscc"] = "".join(values["uscc"].split()).upper()[:18]
        values["id_number"] = "".join(values["id_number"].split()).upper()
        values |= {name: bool(clean.get(name)) for name in _TICKS}
        return values | {
            "operator_id": getattr(clean.get("operator"), "pk", None),
            "promises": clean.get("promises") or [],
        }


def initial_of(onboarding) -> dict:
    """The form of an onboarding as it was left; never the ID number."""
    names = (*_TEXTS, *_TICKS, "promises", "edits")
    return {name: getattr(onboarding, name) for name in names} | {"operator": onboarding.operator_id}


class PaperForm(forms.Form):
    """One paper with its file."""

    kind = forms.ChoiceField(label=_("kind"), choices=PaperKind.choices)
    number = forms.CharField(label=_("number of the paper"), max_length=60, required=False)
    issued_on = _day(_("issued on"))
    valid_until = _day(_("valid until"), help_text=_("Empty: without an end."))
    file = _file(_("file"), help_text=_("PDF, Office without macros, JPEG or PNG, up to 20 MB."))
    back = _file(
        _("other side"), required=False, help_text=_("Of a card, where it is not on the same sheet.")
    )


class BaseForm(forms.Form):
    """What a production base is asked for."""

    goods = forms.CharField(label=_("goods"), max_length=120)
    valid_until = _day(_("valid until"), help_text=_("Empty: without an end."))
    proof = _file(_("proof of the authorization"))


class AgreementForm(forms.Form):
    """A supply agreement."""

    number = forms.CharField(label=_("number of the agreement"), max_length=60, required=False)
    goods = forms.CharField(label=_("goods"), max_length=200)
    signed_on = _day(_("signed on"))
    valid_until = _day(_("valid until"))
    amount = forms.DecimalField(
        label=_("amount a year"), max_digits=16, decimal_places=2, min_value=0, required=False
    )
    terms = forms.CharField(label=_("terms"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    file = _file(_("the signed agreement"), required=False)
