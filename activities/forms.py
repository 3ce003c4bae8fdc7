"""The report form: from what was typed to what could be understood. What is missing or impossible, rules say."""

import re
import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from activities.facts import FACT_COLUMNS, ActivityKind
from activities.fields import AmountField, CountField, DayField, FilesField
from activities.measures import BY_KEY, MEASURES
from content.queries import allowed_numbers
from content.richtext import mask
from core.money import WAN
from regions import queries as regions
from regions.forms import RegionField, RegionStepMixin
from regions.models import Level, Region

# The button that has the numbers of people masked.
MASK = "mask"
BODY_LENGTH = 20_000
TEXTS = ("title", "body", "tags", "place", "product_kinds")
AMOUNT_PART = re.compile(r"_[01]$")
GROUPS = (
    (_("What happened"), ("title", "kind", "started_on", "ended_on", "place", "body", "tags")),
    (_("Where"), ("region", "partner_suggestion", "partner_region")),
    (_("Figures for the statistics form"), tuple(BY_KEY)),
    (_("Products and amount"), ("product_kinds", "trade_amount")),
)


def _text(label, most, *, required=False, sentence="", **kwargs):
    # A validator instead of max_length: a browser cuts silently what is too long, and typed text is never lost.
    messages = {"required": sentence} if sentence else {}
    length = MaxLengthValidator(most, _("At most %(limit_value)d characters; these are %(show_value)d."))
    return forms.CharField(
        label=label, required=required, validators=[length], error_messages=messages, **kwargs
    )


def _measure_box(measure):
    field = AmountField if measure.is_money else CountField
    return field(label=measure.label, required=False, help_text=measure.definition)


MeasureBoxes = type(
    "MeasureBoxes", (forms.Form,), {measure.key: _measure_box(measure) for measure in MEASURES}
)


def can_mask(typed) -> bool:
    """Whether the words of a sent form hold numbers of people that masking would take out."""
    return masked(typed) != typed


def masked(typed):
    """The sent form with the numbers of people in its words masked; everything else as it was."""
    changed, allowed = typed.copy(), allowed_numbers()
    for name in typed:
        if name in TEXTS or name.startswith("alt-"):
            changed.setlist(name, [mask(text, allowed) for text in typed.getlist(name)])
    return changed


class ReportForm(RegionStepMixin, MeasureBoxes):
    """One column of boxes over a version. Bound to a POST it gives `values()` and `typed()` for save_draft."""

    use_required_attribute = False
    field_order = [name for _heading, names in GROUPS for name in names]

    title = _text(_("title"), 120, required=True, sentence=_("Give the report a title."))
    kind = forms.ModelChoiceField(
        ActivityKind.objects.none(),
        label=_("kind of activity"),
        empty_label=_("Choose…"),
        error_messages={"required": _("Choose a kind of activity.")},
    )
    started_on = DayField(label=_("first day"), error_messages={"required": _("Give the first day.")})
    ended_on = DayField(
        label=_("last day"),
        help_text=_("An activity counts on its last day."),
        error_messages={"required": _("Give the last day.")},
    )
    place = _text(_("place"), 120)
    body = _text(
        _("text"),
        BODY_LENGTH,
        required=True,
        sentence=_("Write what happened; the public reads this text."),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who, where, what was agreed and sold, and what it means for poor households."),
    )
    tags = _text(_("tags"), 200, help_text=_("Several are divided by 、 or ，"))
    region = RegionField(label=_("region"), error_messages={"required": _("Choose the region.")})
    partner_suggestion = forms.ChoiceField(label=_("paired with your region"), required=False)
    partner_region = RegionField(
        label=_("partner region"),
        required=False,
        max_level=Level.COUNTY,
        help_text=_("For activities held with a paired region; anywhere in the country."),
    )
    product_kinds = _text(
        _("kinds of product"), 200, help_text=_("For example navel oranges, rice, tea oil.")
    )
    trade_amount = AmountField(
        label=_("transaction amount"),
        required=False,
        help_text=_("What was traded or signed for in all, certified products or not."),
    )
    pictures = FilesField(
        label=_("Add pictures"),
        required=False,
        help_text=_(
            "Up to nine; they are turned upright and shrunk, and the place they were taken is removed."
        ),
    )
    attachments = FilesField(
        label=_("Add files"), required=False, help_text=_("PDF, Word, Excel or PowerPoint, up to 20 MB each.")
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)
    edits = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, office: Region, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        self.fields["kind"].queryset = _kinds(version)
        self.fields["region"].root = office
        self.suggestions = _suggestions(office)
        if self.suggestions:
            self.fields["partner_suggestion"].choices = [("", _("none of these")), *self.suggestions.items()]
        else:
            del self.fields["partner_suggestion"]
        self.fields["pictures"].widget.attrs["accept"] = "image/*"
        self.fields["attachments"].widget.attrs["accept"] = ".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx"

    def clean(self):
        """A last day before the first is not understood; the database refuses it too."""
        values = super().clean()
        first, last = values.get("started_on"), values.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("The last day lies before the first."))
        return values

    @property
    def is_stepping(self) -> bool:
        """Only the next list of a region picker was asked for."""
        return any(f"{name}-step" in self.data for name in ("region", "partner_region"))

    def values(self) -> dict:
        """What could be understood, by column: None or "" where nothing was, or not."""
        self.full_clean()
        clean = self.cleaned_data
        values = {name: clean.get(name) for name in (*BY_KEY, "started_on", "ended_on", "trade_amount")}
        values |= {name: clean.get(name) or "" for name in TEXTS}
        partner = clean.get("partner_region")
        suggested = clean.get("partner_suggestion")
        return values | {
            "kind_id": getattr(clean.get("kind"), "pk", None),
            "region_id": getattr(clean.get("region"), "pk", None),
            "partner_region_id": partner.pk if partner else suggested or None,
        }

    def typed(self) -> dict[str, list[str]]:
        """Every box exactly as it was sent, by name; what no database can hold (NUL) is left out."""
        hidden = {"begun_with", "edits", "csrfmiddlewaretoken"}
        names = [
            name for name in self.data if AMOUNT_PART.sub("", name) in self.fields and name not in hidden
        ]
        return {name: [text.replace("\x00", "") for text in _list(self.data, name)] for name in names}

    def groups(self, marks=None) -> list[dict]:
        """Headings with their boxes, units and what a reviewer marked, for the template."""
        marks = marks or {}
        return [
            {"heading": heading, "boxes": [self._box(name, marks) for name in names if name in self.fields]}
            for heading, names in GROUPS
        ]

    def _box(self, name, marks):
        measure = BY_KEY.get(name)
        unit = measure.unit if measure and not measure.is_money else ""
        return {"field": self[name], "unit": unit, "marked": marks.get(name) or marks.get(f"{name}_id", "")}

    @classmethod
    def of(cls, version, *, office, held=None):
        """The form of a version as it was left: `held` (typed before a sign-in ended) before what was saved."""
        form = cls(office=office, version=version)
        typed = (
            MultiValueDict(dict(held.lists())) if held else MultiValueDict(version.typed if version else {})
        )
        form.initial = form.from_typed(typed) if typed else _columns(version)
        form.initial |= {"edits": version.edits} if version else {"begun_with": uuid.uuid4()}
        return form

    def from_typed(self, typed: MultiValueDict) -> dict:
        """Initial values that show what was typed, understood or not."""
        left_out = {"pictures", "attachments", "begun_with", "edits"}
        return {
            name: field.widget.value_from_datadict(typed, MultiValueDict(), name)
            for name, field in self.fields.items()
            if name not in left_out
        }


def _list(data, name):
    return data.getlist(name) if hasattr(data, "getlist") else [data[name]]


def _kinds(version):
    """Those on offer, and the one a version has already."""
    kinds = ActivityKind.objects.filter(is_active=True)
    return kinds | ActivityKind.objects.filter(pk=version.kind_id) if version and version.kind_id else kinds


def _suggestions(office) -> dict[str, str]:
    """The regions paired with the office's own, by code."""
    pairs = regions.pairs_of(office)
    partners = [pair.helped if pair.helper_id == office.pk else pair.helper for pair in pairs]
    return {partner.pk: partner.path_name or partner.name for partner in partners}


def _columns(version) -> dict:
    """Initial values of a version that was not typed here (the demo, an import)."""
    if version is None:
        return {"sales_amount": ["", WAN], "trade_amount": ["", WAN]}
    initial = {column.removesuffix("_id"): getattr(version, column) for column in FACT_COLUMNS}
    return initial | {name: getattr(version, name) for name in ("title", "body", "tags")}
