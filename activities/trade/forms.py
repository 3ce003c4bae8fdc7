"""The two steps of filing a record, and the filters of the list; what is missing or impossible, checks say."""

import re
import unicodedata
import uuid

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from activities.fields import AmountField, AmountWidget, DayField, FilesField
from activities.trade import rules
from activities.trade.models import Direction, Entry, TradePeriod, Unit, VoucherKind
from activities.trade.queries.suggest import product_named, suggestions
from catalog.models import Category
from core.money import YUAN, in_unit
from regions.forms import RegionField, RegionStepMixin
from regions.models import Level

STEPS = {
    1: (
        "entry",
        "direction",
        "product_name",
        "category",
        "quantity",
        "unit",
        "amount",
        "confirmed_amount",
        "traded_on",
    ),
    2: ("is_direct", "origin", "buyer", "seller", "remarks", "voucher_kind", "voucher_number", "attachments"),
}
PART = re.compile(r"_[01]$")
# The box that a problem is told at, where it has another name.
BOX_OF = {"vouchers": "attachments"}


class YuanFirst(AmountWidget):
    """A box with its unit beside it: 元 unless 万元 is chosen (C-11)."""

    def decompress(self, value):
        return ["", YUAN] if value is None else [str(in_unit(value, YUAN)), YUAN]


class QuantityField(forms.DecimalField):
    """A quantity as typed, full-width digits and thousands separators too; three decimals at most."""

    def __init__(self, **kwargs):
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_digits=16, decimal_places=3, widget=box, **kwargs)

    def to_python(self, value):
        plain = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", str(value or "")))
        return super().to_python(plain)


class RecordForm(RegionStepMixin, forms.Form):
    """One step of a record. Bound to a POST it gives `values()` and `typed()` for save_record."""

    use_required_attribute = False

    entry = forms.ChoiceField(
        label=_("kind of entry"), choices=Entry, widget=forms.RadioSelect, required=False
    )
    direction = forms.ChoiceField(
        label=_("direction"), choices=Direction, widget=forms.RadioSelect, required=False
    )
    product_name = forms.CharField(
        label=_("product name"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "products", "autocomplete": "off"}),
        help_text=_("A product of the directory is recognised by its name."),
    )
    category = forms.ModelChoiceField(Category.objects.none(), label=_("category"), empty_label=_("Choose…"))
    quantity = QuantityField(label=_("quantity"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("unit"), empty_label=_("Choose…"))
    amount = AmountField(label=_("amount"), widget=YuanFirst)
    confirmed_amount = forms.BooleanField(label=_("The amount is right"), required=False)
    traded_on = DayField(label=_("traded on"))
    is_direct = forms.TypedChoiceField(
        label=_("bought directly at the origin"),
        choices=[("True", _("yes")), ("False", _("no"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    origin = RegionField(
        label=_("region of origin"),
        max_level=Level.COUNTY,
        help_text=_("Anywhere in the country: province, city, county."),
    )
    buyer = forms.CharField(label=_("buyer"), max_length=120, required=False)
    seller = forms.CharField(label=_("seller"), max_length=120, required=False)
    remarks = forms.CharField(
        label=_("remarks"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    voucher_kind = forms.ChoiceField(label=_("kind of voucher"), choices=VoucherKind, required=False)
    voucher_number = forms.CharField(label=_("number of the voucher"), max_length=60, required=False)
    attachments = FilesField(
        label=_("Photo of the voucher"),
        required=False,
        help_text=_("A photo or a PDF of the invoice, contract or waybill, up to 20 MB each."),
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)
    edits = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, step, by, record=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.step, self.by, self.record = step, by, record
        kept = {*STEPS[step], "begun_with", "edits"}
        for name in set(self.fields) - kept:
            del self.fields[name]
        if step == 1:
            self._offer_goods()
        else:
            self.fields["attachments"].widget.attrs["accept"] = "image/*,.pdf"
            if record is not None and record.direction == Direction.SALE:
                del self.fields["is_direct"]

    def _offer_goods(self):
        labels = dict(Direction.choices)
        mine = rules.directions_of(self.by.organization)
        self.fields["direction"].choices = [(one, labels[one]) for one in mine]
        if len(mine) == 1:
            del self.fields["direction"]
        leaves = (
            Category.objects.active().leaves().select_related("parent").order_by("parent__order", "order")
        )
        self.fields["category"].queryset = leaves
        self.fields["category"].label_from_instance = lambda c: f"{c.parent.name} · {c.name}"
        self.fields["unit"].queryset = Unit.objects.filter(is_active=True)
        self.suggested = suggestions(self.by.organization)

    @property
    def is_stepping(self) -> bool:
        """Only the next list of the region picker was asked for."""
        return "origin-step" in self.data

    def values(self) -> dict:
        """What could be understood of this step, by column; None or "" where nothing was."""
        self.full_clean()
        clean, found = self.cleaned_data, {}
        for name in STEPS[self.step]:
            if name not in self.fields or name.startswith(("voucher_", "attach")):
                continue
            value = clean.get(name)
            if name in {"category", "unit", "origin"}:
                found[f"{name}_id"] = getattr(value, "pk", None)
            elif isinstance(self.fields[name], forms.CharField):
                found[name] = value or ""
            elif name in {"entry", "direction"}:
                found |= {name: value} if value else {}
            else:
                found[name] = value
        if self.step == 1:
            found["confirmed_amount"] = clean.get("amount") if clean.get("confirmed_amount") else None
            found["product_id"] = product_named(found["product_name"])
        return found

    def typed(self) -> dict[str, list[str]]:
        """Every box exactly as it was sent, by name, over what the other step holds already."""
        hidden = {"begun_with", "edits"}
        names = [name for name in self.data if PART.sub("", name) in self.fields and name not in hidden]
        sent = {name: [text.replace("\x00", "") for text in self.data.getlist(name)] for name in names}
        before = dict(self.record.typed) if self.record else {}
        for name in STEPS[self.step]:
            before.pop(name, None)
        return before | sent

    @classmethod
    def of(cls, record, *, step, by, held=None):
        """The form of a step as it was left: `held` (typed before a sign-in ended) before what was saved."""
        form = cls(step=step, by=by, record=record)
        typed = MultiValueDict(dict(held.lists())) if held else MultiValueDict(record.typed if record else {})
        sent = {PART.sub("", name) for name in typed}
        form.initial = _columns(record, by)
        for name, box in form.fields.items():
            if name in sent and name not in {"attachments", "begun_with", "edits", "confirmed_amount"}:
                form.initial[name] = box.widget.value_from_datadict(typed, MultiValueDict(), name)
        form.initial |= {"edits": record.edits} if record else {"begun_with": uuid.uuid4()}
        return form

    def boxes(self, marks=None) -> list[dict]:
        """The boxes of the step in order, with what a reviewer marked."""
        marks = marks or {}
        names = [name for name in STEPS[self.step] if name in self.fields]
        asked = self.errors.get("confirmed_amount") or self.initial.get("confirmed_amount")
        if "confirmed_amount" in names and not (asked or self.data.get("confirmed_amount")):
            names.remove("confirmed_amount")
        return [
            {"field": self[name], "marked": marks.get(name) or marks.get(f"{name}_id", "")} for name in names
        ]


def _columns(record, by) -> dict:
    if record is None:
        return {"entry": Entry.REGISTRATION, "direction": rules.directions_of(by.organization)[0]}
    names = [name for names in STEPS.values() for name in names if hasattr(record, name)]
    initial = {name: getattr(record, name) for name in names}
    initial["confirmed_amount"] = record.amount is not None and record.confirmed_amount == record.amount
    return initial


class FilterForm(forms.Form):
    """The filters of the list; what does not fit is left out, never an error."""

    q = forms.CharField(label=_("Product or reporting unit"), required=False, max_length=40)
    category = forms.ModelChoiceField(
        Category.objects.tops(), label=_("category"), required=False, empty_label=_("all categories")
    )
    period = forms.ModelChoiceField(
        TradePeriod.objects.all(), label=_("period"), required=False, empty_label=_("all periods")
    )
    direction = forms.ChoiceField(
        label=_("direction"), choices=[("", _("both directions")), *Direction.choices], required=False
    )
    kind = forms.ChoiceField(label=_("kind of organization"), required=False)
    origin = RegionField(label=_("region of origin"), required=False, max_level=Level.COUNTY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(kind, kind.label) for kind in rules.DIRECTIONS]
        self.fields["kind"].choices = [("", _("all kinds")), *kinds]

    def chosen(self) -> dict:
        """What was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
