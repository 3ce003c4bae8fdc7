"""The file that is sent, and whether it may change what is there."""

from django import forms
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A table to be judged."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV (UTF-8 or GB18030) or XLSX, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    may_update = forms.BooleanField(
        label=_("Let rows whose product is in the directory change its facts"), required=False
    )
