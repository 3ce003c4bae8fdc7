"""What supervision's pages read from people; decides nothing a verb would miss."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.states import DelistReason
from catalog.supervision.actions.filing import MOST_CONTACT, MOST_WORDS
from catalog.supervision.actions.measures import REASONS
from catalog.supervision.actions.writing import MOST_FILES
from catalog.supervision.states import Finding, Grounds, Quality, Topic, Verdict
from core import intake
from core.proof import ProofMixin


class FilesInput(forms.FileInput):
    """A box for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by content before anything is sent on."""

    widget = FilesInput

    def clean(self, data, initial=None):
        """The uploads; [] without any."""
        uploads = [upload for upload in (data or []) if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("At most %(count)s files.") % {"count": MOST_FILES})
        for upload in uploads:
            is_picture = (upload.content_type or "").startswith("image/")
            (intake.check_picture if is_picture else intake.check_document)(upload)
            upload.seek(0)
        return uploads


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


def _day():
    return forms.DateInput(attrs={"type": "date"})


def _choices(choices):
    return [("", "———"), *choices]


class ComplaintForm(ProofMixin, forms.Form):
    """The public's form: no account, no name."""

    purpose = "complaint"

    topic = forms.ChoiceField(label=_("What is it about?"), choices=_choices(Topic.choices))
    words = forms.CharField(
        label=_("What happened?"),
        max_length=MOST_WORDS,
        widget=_area(8),
        help_text=_("When, where, what; the more exactly, the sooner it can be looked into."),
    )
    files = FilesField(
        label=_("Pictures or documents"),
        required=False,
        help_text=_("At most 3; PDF, Office, JPEG or PNG, up to 20 MB. Only the handling office sees them."),
    )
    contact = forms.CharField(
        label=_("Telephone or another contact"),
        required=False,
        max_length=MOST_CONTACT,
        help_text=_("Only the handling office can read it. You may also stay unknown."),
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )


class StatusForm(forms.Form):
    """What the receipt says."""

    receipt = forms.CharField(
        label=_("Receipt number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("Capital or small letters, blanks and dashes make no difference."),
    )
    pin = forms.CharField(
        label=_("Four digits"),
        max_length=4,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("The last four digits of the contact you left; without one, those on the receipt."),
    )


class NoteForm(forms.Form):
    """An internal note."""

    words = forms.CharField(
        label=_("note"), max_length=5000, widget=_area(4), help_text=_("Only colleagues read it.")
    )


class FindingForm(forms.Form):
    """What the investigation found."""

    finding = forms.ChoiceField(label=_("finding"), choices=_choices(Finding.choices))
    words = forms.CharField(
        label=_("evidence"), max_length=5000, widget=_area(4), help_text=_("Only colleagues read it.")
    )


class AnswerForm(forms.Form):
    """The answer to the complainant, and what everybody reads."""

    answer = forms.CharField(
        label=_("answer to the complainant"),
        max_length=3000,
        widget=_area(5),
        help_text=_("Read by whoever holds the receipt."),
    )
    summary = forms.CharField(
        label=_("public summary"),
        required=False,
        max_length=1000,
        widget=_area(3),
        help_text=_("Everybody can read it; name no person. Left empty, nothing is published."),
    )


class WithdrawForm(forms.Form):
    """Take the product out because of a verified violation."""

    reason = forms.ChoiceField(
        label=_("reason"), choices=_choices([(reason, DelistReason(reason).label) for reason in REASONS])
    )
    words = forms.CharField(
        label=_("explanation"),
        max_length=500,
        widget=_area(3),
        help_text=_("Everybody can read it on the product's page."),
    )


class ProposalForm(forms.Form):
    """What a county proposes."""

    grounds = forms.ChoiceField(label=_("grounds"), choices=_choices(Grounds.choices))
    words = forms.CharField(
        label=_("facts in words"),
        max_length=2000,
        widget=_area(5),
        help_text=_("Everybody can read them once it is decided; name no person."),
    )
    until = forms.DateField(label=_("last day of the term"), widget=_day())


class BlacklistForm(ProposalForm):
    """What a city or the province decides."""

    document_number = forms.CharField(label=_("number of the decision"), max_length=60)


class RehabilitateForm(forms.Form):
    """The decision that ends an entry early."""

    words = forms.CharField(
        label=_("reason"), max_length=2000, widget=_area(4), help_text=_("Everybody can read it.")
    )
    document_number = forms.CharField(label=_("number of the decision"), max_length=60)


class DeclineForm(forms.Form):
    """Why a proposal is not adopted."""

    words = forms.CharField(
        label=_("reason"), max_length=2000, widget=_area(3), help_text=_("The county that proposed reads it.")
    )


class PlanForm(forms.Form):
    """A spot check to come."""

    planned_on = forms.DateField(label=_("planned for"), widget=_day())
    plan = forms.CharField(label=_("what is to be checked"), required=False, max_length=300, widget=_area(2))


HELD = [("", _("not checked")), ("1", _("held")), ("0", _("not held"))]


class RecordForm(forms.Form):
    """What an inspection found."""

    done_on = forms.DateField(label=_("carried out on"), widget=_day())
    verdict = forms.ChoiceField(label=_("verdict"), choices=_choices(Verdict.choices))
    findings = forms.CharField(
        label=_("findings"),
        max_length=450,
        widget=_area(4),
        help_text=_("Everybody can read them on the product's page; name no person."),
    )
    files = FilesField(
        label=_("evidence"),
        required=False,
        help_text=_("At most 3; PDF, Office, JPEG or PNG, up to 20 MB. It stays private."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for quality in Quality:
            self.fields[quality.value] = forms.ChoiceField(label=quality.label, choices=HELD, required=False)
        self.order_fields(["done_on", *Quality.values, "verdict", "findings", "files"])
