"""Input of the sign-in, the registration and the account desk."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm, ConfirmLoginCodeForm
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import rules
from accounts.models import Role
from organizations.actions import clean_name
from organizations.models import SELF_REGISTERED, Kind
from regions import queries
from regions.forms import RegionField, RegionStepMixin
from regions.models import Level


def code_field() -> forms.CharField:
    """Six digits, offered by the telephone as they arrive."""
    attrs = {"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
    return forms.CharField(label=_("Code"), max_length=12, widget=forms.TextInput(attrs=attrs))


def _phone_field(**kwargs):
    return get_adapter().phone_form_field(**kwargs)


class PhoneMixin:
    """A form with a field for a mobile number, made by the adapter."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"] = _phone_field(required=True)


class CodeForm(ConfirmLoginCodeForm):
    """The six digits of a sign-in."""

    code = code_field()


class RegistrationCodeForm(BaseConfirmCodeForm):
    """The six digits of a registration."""

    code = code_field()


class RegistrationForm(RegionStepMixin, PhoneMixin, forms.Form):
    """What a unit that registers itself says: company name, kind, region, contact, mobile (B18)."""

    name = forms.CharField(
        label=_("Company name"), max_length=120, help_text=_("As on the licence or the seal.")
    )
    kind = forms.ChoiceField(
        label=_("Kind of organization"),
        choices=[(kind.value, kind.label) for kind in SELF_REGISTERED],
        widget=forms.RadioSelect,
        initial=Kind.ENTERPRISE,
    )
    region = RegionField(
        label=_("Region of registration"),
        min_level=Level.COUNTY,
        max_level=Level.COUNTY,
        help_text=_("Purchases are counted where the unit is registered."),
    )
    contact = forms.CharField(label=_("Contact person"), max_length=60, min_length=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].root = queries.root()

    def clean_name(self):
        """The name as stored."""
        return clean_name(self.cleaned_data["name"])


class PasswordSignInForm(PhoneMixin, forms.Form):
    """Number and password, for offices that have set one."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("phone", "password")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, None
        self.order_fields(self.field_order)

    def clean(self):
        """Find the account; a wrong number, a wrong password and an account without one sound the same."""
        if self.errors:
            return self.cleaned_data
        adapter = get_adapter(self.request)
        user = adapter.authenticate(self.request, **self.cleaned_data)
        if user is None or not rules.can_use_password(user):
            raise adapter.validation_error("phone_password_mismatch")
        self.user = user
        return self.cleaned_data


class PersonForm(PhoneMixin, forms.Form):
    """A contact person and their number (B09, B10, B21)."""

    name = forms.CharField(label=_("Contact person"), max_length=60, min_length=2)
    field_order = ("name", "phone")


class OpenAccountForm(RegionStepMixin, PersonForm):
    """An account in an organization that exists, or with the organization it belongs to."""

    organization_name = forms.CharField(label=_("Name of the organization"), max_length=120)
    region = RegionField(label=_("Region"))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    field_order = ("organization_name", "region", "role", "name", "phone")

    def __init__(self, *args, offer, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer = offer
        if offer.organization is not None:
            del self.fields["organization_name"], self.fields["region"]
        elif offer.region_is_fixed:
            del self.fields["region"]
        else:
            self.fields["region"] = RegionField(
                label=_("Region"),
                root=by.region or queries.root(),
                min_level=offer.levels[0],
                max_level=offer.levels[1],
            )
        self._shape_name(offer)
        roles = offer.roles
        self.fields["role"].choices = [(role.value, role.label) for role in map(Role, roles)]
        self.fields["role"].initial = roles[0]
        if len(roles) == 1:
            self.fields["role"].widget = forms.HiddenInput()
        self.order_fields(self.field_order)

    def _shape_name(self, offer):
        field = self.fields.get("organization_name")
        if field and offer.name_may_wait:
            field.required = False
            field.help_text = _("May stay empty: they can complete it themselves after signing in.")


class ReasonForm(forms.Form):
    """Why an account is suspended."""

    reason = forms.CharField(label=_("Reason"), min_length=2, max_length=200)


class NameForm(forms.Form):
    """The name of an organization."""

    name = forms.CharField(label=_("Name of the organization"), max_length=120)

    def clean_name(self):
        """The name as stored."""
        return clean_name(self.cleaned_data["name"])
