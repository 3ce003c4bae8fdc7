"""Boxes of the application form: amounts in the unit beside them, counts, several files at once."""

from django import forms

from core.money import WAN, in_unit, to_count, to_yuan


class ValueField(forms.Field):
    """Yuan (two decimals) of what was typed in 万元; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else str(in_unit(value, WAN))

    def clean(self, value):
        return to_yuan(value, WAN) if (value or "").strip() else None


class CountField(forms.Field):
    """A whole number as typed, full-width digits and separators too; empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def clean(self, value):
        return to_count(value) if (value or "").strip() else None


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
