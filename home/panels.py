"""Widgets of the editors' forms."""

from django import forms

from review import processes


class ProcessSelect(forms.Select):
    """A list of the processes that are reviewed by chains, or none."""

    def __init__(self, attrs=None):
        super().__init__(attrs, choices=[("", "—"), *processes.choices()])
