"""What the public and the offices type about notices."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.notices.actions.answers import MOST_ANSWER
from catalog.notices.actions.objections import LEAST_WORDS, MOST_WORDS
from core import intake
from core.proof import ProofMixin

MOST_FILES = 6


class ObjectionForm(ProofMixin):
    """An objection to one row."""

    purpose = "objection"

    words = forms.CharField(
        label=_("What is not right"),
        min_length=LEAST_WORDS,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Say what, where and since when, and how it can be looked into. Only the office reads this."
        ),
    )
    contact = forms.CharField(
        label=_("Where you can be asked back"),
        min_length=4,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
        help_text=_(
            "A telephone number or an address. It is kept encrypted, never shown to the public or to the other side;"
            " its last four characters open the status page."
        ),
    )


class StatusForm(forms.Form):
    """How far is my objection?"""

    receipt = forms.CharField(
        label=_("Receipt number"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    tail = forms.CharField(
        label=_("Last four characters of the contact you left"),
        min_length=4,
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AnswerForm(forms.Form):
    """The office's answer; the outcome is the button pressed."""

    summary = forms.CharField(
        label=_("The objection in short"),
        max_length=200,
        help_text=_("Public. The matter only: nothing that tells who objected."),
    )
    answer = forms.CharField(
        label=_("Answer"),
        max_length=MOST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Public. What was looked into, what was found, what follows."),
    )
    verb = forms.ChoiceField(required=False, choices=[("uphold", "uphold"), ("dismiss", "dismiss")])


class SeveralFiles(forms.ClearableFileInput):
    """A box for more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Documents, each looked through by content; gives a list of (title, PrivateFile)."""

    widget = SeveralFiles

    def __init__(self, *, is_demo=False, **kwargs):
        super().__init__(**kwargs)
        self.is_demo = is_demo

    def clean(self, data, initial=None):
        """Raises ValidationError naming the file."""
        uploads = [upload for upload in (data or []) if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("At most %(most)s files."), params={"most": MOST_FILES})
        return [self._kept(upload) for upload in uploads]

    def _kept(self, upload):
        try:
            file = intake.keep_document(upload, is_demo=self.is_demo)
        except ValidationError as error:
            sentences = "".join(str(sentence) for sentence in error.messages)
            raise ValidationError(f"{upload.name}: {sentences}") from None
        return upload.name.rpartition(".")[0][:200] or upload.name[:200], file


class NoticeForm(forms.Form):
    """The words of a notice or of a correction."""

    title = forms.CharField(label=_("Title"), max_length=120)
    document_number = forms.CharField(
        label=_("Document number"), max_length=60, help_text=_("As your office numbers its documents.")
    )
    words = forms.CharField(
        label=_("Words of the notice"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Stands above the rows. Days, hotline and the way to object are added by the page."),
    )
    interpretation = forms.CharField(
        label=_("Interpreted by"),
        max_length=120,
        help_text=_("The body that answers questions about this notice."),
    )
    attachments = FilesField(
        label=_("Attachments"),
        required=False,
        help_text=_("PDF, Word, Excel or PowerPoint, up to 20 MB each."),
    )

    def __init__(self, *args, is_demo=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attachments"].is_demo = is_demo
