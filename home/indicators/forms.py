"""What a prefecture types: a figure per measure, a remark per line, an explanation; and its two files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from activities.measures import MEASURES
from core import money
from home.indicators.exports import shown
from home.indicators.rules import MAX_REMARK
from home.indicators.views.sheet import remark_key


class MoneyField(forms.CharField):
    """An amount typed in 万元, kept in yuan."""

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else str(money.in_unit(value, money.WAN))

    def clean(self, value):
        text = super().clean(value)
        return money.to_yuan(text, money.WAN) if text else None


class CountField(forms.CharField):
    """A whole number, full-width digits and separators allowed."""

    def clean(self, value):
        text = super().clean(value)
        return money.to_count(text) if text else None


class FilingForm(forms.Form):
    """One box per measure (empty: as computed), one per line of the form, one for the explanation.

    `values()` gives what `actions.save_filing` takes. A ValidationError of the verb comes back to the fields by key.
    """

    edits = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, filing, rows, **kwargs):
        self.filing, self.rows = filing, rows
        super().__init__(*args, **kwargs)
        for measure in MEASURES:
            kind = MoneyField if measure.is_money else CountField
            self.fields[measure.key] = kind(
                label=measure.label,
                required=False,
                max_length=40,
                help_text=_("Computed: %(value)s. Empty: as computed.")
                % {"value": shown(measure, rows[0].values[measure.key])},
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "data-unit": measure.unit, "autocomplete": "off"}
                ),
            )
        self.remark_keys = {f"remark_{remark_key(row)}": row for row in rows}
        for name, row in self.remark_keys.items():
            self.fields[name] = forms.CharField(label=row.name, required=False, max_length=MAX_REMARK)
        self.fields["note"] = forms.CharField(
            label=_("Explanation of differences"),
            required=False,
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Why a figure you vouch for is another than the computed one."),
        )

    @classmethod
    def initial_of(cls, filing, rows, figures) -> dict:
        """The boxes of a filing as it is kept."""
        remarks = {f"remark_{remark_key(row)}": filing.remarks.get(remark_key(row), "") for row in rows}
        return {"edits": filing.edits, "note": filing.note, **figures, **remarks}

    def figures(self):
        """The bound fields of the eight measures."""
        return [self[measure.key] for measure in MEASURES]

    def remarks(self):
        """The bound fields of the lines."""
        return [self[name] for name in self.remark_keys]

    def values(self) -> dict:
        """Clean values in the shape the verb takes."""
        data = self.cleaned_data
        return {
            "vouched": {measure.key: data[measure.key] for measure in MEASURES},
            "remarks": {remark_key(row): data[name] for name, row in self.remark_keys.items()},
            "note": data["note"],
        }


class UploadForm(forms.Form):
    """The work summary or the sealed form."""

    upload = forms.FileField(label=_("File"))
