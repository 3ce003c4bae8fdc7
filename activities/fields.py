"""Boxes of the report form: amounts with their unit beside them, counts, days, several files at once."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import UNIT_LABELS, UNITS, WAN, YUAN, in_unit, to_count, to_yuan

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


class AmountWidget(forms.MultiWidget):
    """A box and the unit that is meant: 万元 unless chosen otherwise."""

    use_fieldset = False

    def __init__(self, attrs=None):
        units = [(unit, UNIT_LABELS[unit]) for unit in (WAN, YUAN)]
        box = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(
            [box, forms.Select(choices=units, attrs={"aria-label": _("unit of the amount")})], attrs
        )

    def decompress(self, value):
        return ["", WAN] if value is None else [str(in_unit(value, WAN)), WAN]

    def id_for_label(self, id_):
        return f"{id_}_0"


class AmountField(forms.Field):
    """Yuan (two decimals) of what was typed in either unit; empty is None."""

    widget = AmountWidget

    def clean(self, value):
        text, unit = value or ["", WAN]
        return to_yuan(text, unit if unit in UNITS else WAN) if (text or "").strip() else None


class CountField(forms.Field):
    """A whole number as typed, full-width digits and thousands separators too; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value):
        return to_count(value) if (value or "").strip() else None


class DayInput(forms.DateInput):
    """A date box that shows also what is no date, so that nothing typed disappears."""

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "date" if not shown or ISO_DAY.fullmatch(str(shown)) else "text"
        return context


class DayField(forms.DateField):
    """A day in any of the usual ways of writing it."""

    widget = DayInput

    def __init__(self, **kwargs):
        super().__init__(input_formats=DAY_FORMATS, **kwargs)


class FilesInput(forms.FileInput):
    """One box for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.Field):
    """Any number of uploads; what they are is looked at when they are kept, not here."""

    widget = FilesInput(attrs={"multiple": True})

    def clean(self, value):
        return list(value or [])
