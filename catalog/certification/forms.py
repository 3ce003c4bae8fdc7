"""The application form: what was typed to what could be understood. What is missing or impossible, `whole` says."""

import uuid

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from catalog.certification import queries, stages
from catalog.certification.facts import (
    APPLICATION_COLUMNS,
    OF_PRODUCTS,
    ON_THE_WAY,
    ROW_COLUMNS,
    MaterialKind,
    Pledge,
)
from catalog.certification.fields import CountField, FilesField, ValueField
from catalog.certification.models import Application, ApplicationProduct, CertificationRound
from catalog.certification.stages import Stage
from catalog.facts import Participation
from catalog.models import Category
from organizations.models import Organization
from regions.forms import RegionField, RegionStepMixin

LONG_TEXT = 4000
HINTS = {
    "benefit": _("How poor households take part, how many, and what they earn by it."),
    "description": _("What the public should know of it; printed on the product's page."),
    "specification": _("As sold, for example 5 kg × 1 bag."),
    "phone": _("Only reviewers see it."),
}


def _text(model, name, **kwargs):
    column = model._meta.get_field(name)
    most = column.max_length or LONG_TEXT
    # A validator instead of max_length: a browser cuts silently what is too long, and typed text is never lost.
    length = MaxLengthValidator(most, _("At most %(limit_value)d characters; these are %(show_value)d."))
    if column.max_length is None:
        kwargs["widget"] = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(
        label=column.verbose_name,
        required=False,
        validators=[length],
        help_text=HINTS.get(name, ""),
        **kwargs,
    )


class Draft(forms.Form):
    """What both parts share: nothing is required of a draft, and everything typed is kept as it was."""

    use_required_attribute = False
    hidden: frozenset = frozenset()

    def mark_asked(self, requirements):
        """Do not call optional what a draft may leave open but no application."""
        for one in requirements:
            self.fields[one.name.removesuffix("_id")].is_asked = True

    def typed(self) -> dict[str, list[str]]:
        """Every box exactly as it was sent, by name; what no database can hold (NUL) is left out."""
        names = [self.add_prefix(name) for name in self.fields if name not in self.hidden]
        return {
            name: [text.replace("\x00", "") for text in self.data.getlist(name)]
            for name in names
            if name in self.data
        }

    def show(self, typed: MultiValueDict):
        """Initial values that show what was typed, understood or not."""
        for name, field in self.fields.items():
            if name not in self.hidden and not isinstance(field, FilesField):
                self.initial[name] = field.widget.value_from_datadict(
                    typed, MultiValueDict(), self.add_prefix(name)
                )


class ApplicationForm(Draft):
    """What stands for all products, the promises, and the papers of the whole application (F15-F17, F24, F25)."""

    hidden = frozenset({"begun_with", "edits"})

    entity_name = _text(Application, "entity_name")
    entity_code = _text(Application, "entity_code")
    address = _text(Application, "address")
    phone = _text(Application, "phone")
    email = forms.EmailField(label=_("e-mail"), required=False)
    is_leading = forms.BooleanField(label=_("leading poverty-relief enterprise"), required=False)
    is_helper = forms.BooleanField(
        label=_("takes part in “a hundred enterprises help a hundred villages”"), required=False
    )
    round = forms.ModelChoiceField(
        CertificationRound.objects.none(), label=_("round of certification"), required=False
    )
    station = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("work station"),
        required=False,
        help_text=_("It endorses the application first."),
    )
    benefit = _text(Application, "benefit")
    promises = forms.MultipleChoiceField(
        label=_("We promise"), required=False, choices=Pledge.choices, widget=forms.CheckboxSelectMultiple
    )
    begun_with = forms.UUIDField(required=False, widget=forms.HiddenInput)
    edits = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, organization, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        region = organization.region
        rounds = [one.pk for one in queries.open_rounds(region)]
        if application and application.round_id:
            rounds.append(application.round_id)
        self.fields["round"].queryset = CertificationRound.objects.filter(pk__in=rounds)
        self.fields["station"].queryset = queries.stations_near(region)
        for name in ("round", "station"):
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        terms = queries.terms_for(region)
        needed = {one.name for one in stages.asked(stages.OF_PAPERS, terms, Stage.SUBMIT)}
        self.mark_asked(stages.asked(stages.OF_APPLICATIONS, terms, Stage.SUBMIT))
        self.fields["promises"].is_asked = True
        for kind in MaterialKind:
            if kind not in ON_THE_WAY and kind != MaterialKind.PICTURE:
                self.fields[f"paper-{kind}"] = FilesField(
                    label=kind.label,
                    required=False,
                    help_text=_("Compulsory when submitting.") if kind in needed else "",
                )
                self.fields[f"paper-{kind}"].is_asked = kind in needed

    def values(self) -> dict:
        """What could be understood, by column."""
        self.full_clean()
        clean = self.cleaned_data
        values = {name: clean.get(name) or "" for name in APPLICATION_COLUMNS}
        values |= {name: bool(clean.get(name)) for name in ("is_leading", "is_helper")}
        for name in ("round", "station"):
            if name in self.fields:
                values[f"{name}_id"] = getattr(clean.get(name), "pk", None)
        return values

    @property
    def papers(self):
        """The boxes for files."""
        return [self[name] for name in self.fields if name.startswith("paper-")]

    @property
    def boxes(self):
        """The boxes of the entity."""
        left_out = {"benefit", "promises", "begun_with", "edits"}
        return [self[name] for name in self.fields if name not in left_out and not name.startswith("paper-")]

    @classmethod
    def of(cls, application, *, organization, held=None):
        """The form as it was left: `held` (typed before a sign-in ended) before what was saved."""
        form = cls(organization=organization, application=application)
        if application is None:
            form.initial = {"begun_with": uuid.uuid4()}
            return form
        form.initial = {name: getattr(application, name) for name in (*APPLICATION_COLUMNS, "edits")}
        form.initial |= {"round": application.round_id, "station": application.station_id}
        form.initial["promises"] = [promise.pledge for promise in application.promises.all()]
        if held or application.typed:
            form.show(MultiValueDict(dict(held.lists())) if held else MultiValueDict(application.typed))
        return form


class RowForm(RegionStepMixin, Draft):
    """One product of an application (F18-F23, D17, E03)."""

    name = _text(ApplicationProduct, "name")
    region = RegionField(label=_("place of origin"), required=False)
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("category"), required=False, empty_label=_("Choose…")
    )
    brand = _text(ApplicationProduct, "brand")
    specification = _text(ApplicationProduct, "specification")
    production_source = _text(ApplicationProduct, "production_source")
    annual_output = _text(ApplicationProduct, "annual_output")
    supply_period = _text(ApplicationProduct, "supply_period")
    people_benefited = CountField(label=_("people benefited"), required=False)
    commodity_value = ValueField(
        label=_("commodity value"), required=False, help_text=_("A year, in units of 10,000 yuan.")
    )
    participation = forms.MultipleChoiceField(
        label=_("how households take part"),
        required=False,
        choices=Participation.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    description = _text(ApplicationProduct, "description")
    pictures = FilesField(
        label=_("Add pictures"),
        required=False,
        help_text=_("The first one is the cover. They become public with the certification."),
    )

    def __init__(self, *args, row, root, **kwargs):
        super().__init__(*args, prefix=f"row{row.pk}", **kwargs)
        self.row = row
        self.mark_asked(one for one in stages.OF_ROWS if one.stage == Stage.SUBMIT and not one.when)
        self.fields["region"].root = root
        self.fields["category"].queryset = Category.objects.active().leaves()
        self.fields["pictures"].widget.attrs["accept"] = "image/*"

    def values(self) -> dict:
        """What could be understood, by column: None or "" where nothing was, or not."""
        self.full_clean()
        clean = self.cleaned_data
        columns = [name for name in ROW_COLUMNS if not name.endswith("_id")]
        values = {name: clean.get(name) for name in columns}
        values |= {
            name: values[name] or ""
            for name in columns
            if name not in {"people_benefited", "commodity_value"}
        }
        values["participation"] = clean.get("participation") or []
        return values | {
            "region_id": getattr(clean.get("region"), "pk", None),
            "category_id": getattr(clean.get("category"), "pk", None),
        }

    @property
    def is_stepping(self) -> bool:
        """Only the next list of the region picker was asked for."""
        return f"{self.add_prefix('region')}-step" in self.data

    @classmethod
    def of(cls, row, *, root, held=None):
        """The boxes of a product as they were left."""
        form = cls(row=row, root=root)
        form.initial = {name.removesuffix("_id"): getattr(row, name) for name in ROW_COLUMNS}
        typed = MultiValueDict(dict(held.lists())) if held else MultiValueDict(row.typed)
        if typed:
            form.show(typed)
        return form


class RoundForm(forms.Form):
    """A round: its title and its days."""

    title = forms.CharField(label=_("title"), max_length=80)
    opens_on = forms.DateField(label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}))
    closes_on = forms.DateField(label=_("last day"), widget=forms.DateInput(attrs={"type": "date"}))
    note = forms.CharField(label=_("note for applicants"), max_length=500, required=False)


class LetterForm(forms.Form):
    """A letter that comes about while the review runs."""

    kind = forms.ChoiceField(
        label=_("Which letter"),
        choices=[(kind.value, kind.label) for kind in MaterialKind if kind in ON_THE_WAY],
    )
    file = forms.FileField(label=_("Scan or file"))


# The papers that come to single products as well, named for templates.
PRODUCT_PAPERS = OF_PRODUCTS
