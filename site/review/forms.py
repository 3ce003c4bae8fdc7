"""What a reviewer types: the inbox's filter, a decision with words and marks, a bulk decision, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.models import Level
from regions.queries import children_of
from review import processes
from review.models import Outcome, TaskKind
from review.states import DECIDABLE, NEEDS_WORDS

# Words that reviewers use again and again; they are added to whatever is typed.
CANNED = (
    _("The pictures do not show the activity: please replace them."),
    _("The figures and the text do not agree: please check both."),
    _("The unit of an amount seems wrong: please check yuan and 10,000 yuan."),
    _("Please name the place and the parties of the activity."),
    _("This has been reported already: please take one of the two back."),
)
MAX_WORDS = 2000


class InboxFilter(forms.Form):
    """Process, region, kind of task and words of the title; whatever makes no sense is left out."""

    words = forms.CharField(label=_("Words of the title"), required=False, max_length=60)
    process = forms.ChoiceField(label=_("Kind"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    kind = forms.ChoiceField(label=_("What is to be done"), required=False)
    bundle = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        every = [("", _("all"))]
        self.fields["process"].choices = every + processes.choices()
        self.fields["kind"].choices = every + TaskKind.choices
        self.fields["region"].choices = every + [
            (region.pk, region.name)
            for region in children_of(user.organization.region, max_level=Level.COUNTY)
        ]

    @property
    def chosen(self) -> dict:
        """The filters that are set, as plain values for queries.filtered and for an address."""
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value not in (None, "")}

    @property
    def chips(self) -> list[tuple[str, str]]:
        """(name, words) of each filter that is set, in the words of the screen."""
        found = []
        for name, value in self.chosen.items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            found.append((name, _("one application") if name == "bundle" else choices.get(value, value)))
        return found


class PointsField(forms.MultipleChoiceField):
    """Boxes of a checklist. That all are ticked only an approval asks (actions.check_points)."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value):
        if value:
            super().validate(value)


class DecisionForm(forms.Form):
    """A decision: outcome by the button pressed, canned and free words, and words beside single fields."""

    words = forms.CharField(
        label=_("Words of review"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed for returning and refusing. The reporter reads them."),
    )
    canned = forms.MultipleChoiceField(
        label=_("Common words"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=enumerate(CANNED),
    )
    checked = PointsField(
        label=_("Points to check"),
        help_text=_("Every one is ticked before approving."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(required=False, choices=[(value, value) for value in DECIDABLE])

    def __init__(self, *args, labels=None, points=(), **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self, points)
        self.fields["canned"].choices = [(str(number), words) for number, words in enumerate(CANNED)]
        self.labels = labels or {}
        for name, label in self.labels.items():
            self.fields[f"mark-{name}"] = forms.BooleanField(label=label, required=False)
            self.fields[f"note-{name}"] = forms.CharField(
                label=_("Words on “%(field)s”") % {"field": label}, required=False, max_length=200
            )

    def mark_rows(self):
        """(box, words) of each field that can be marked."""
        return [(self[f"mark-{name}"], self[f"note-{name}"]) for name in self.labels]

    def all_words(self) -> str:
        """Canned words first, then what was typed."""
        chosen = [str(CANNED[int(number)]) for number in self.cleaned_data.get("canned", [])]
        return "\n".join([*chosen, *filter(None, [self.cleaned_data.get("words", "")])])

    def marks(self) -> dict:
        """name → words of each marked field; a mark without words says to check the field."""
        found = {}
        for name in self.labels:
            note = self.cleaned_data.get(f"note-{name}", "")
            if note or self.cleaned_data.get(f"mark-{name}"):
                found[name] = note or str(_("Please check this."))
        return found


def _offer(form, points):
    """The points of a checklist as boxes; none, no boxes."""
    form.fields["checked"].choices = [(point, point) for point in points]
    if not points:
        del form.fields["checked"]


class ReasonForm(forms.Form):
    """Why an approval is withdrawn."""

    words = forms.CharField(
        label=_("Reason"),
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays in the history."),
    )


class BulkForm(forms.Form):
    """What to do with everything the filter shows."""

    outcome = forms.ChoiceField(
        label=_("What is to be decided"),
        widget=forms.RadioSelect,
        choices=[(Outcome.APPROVE, Outcome.APPROVE.label), (Outcome.RETURN, Outcome.RETURN.label)],
    )
    words = forms.CharField(
        label=_("Words of review"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The same words go to every reporter; needed for returning."),
    )
    checked = PointsField(
        label=_("Points to check"),
        help_text=_("You vouch for every point on each of these tasks."),
    )

    def __init__(self, *args, points=(), **kwargs):
        super().__init__(*args, **kwargs)
        _offer(self, points)

    def clean(self):
        """Words are there where the outcome needs them."""
        cleaned = super().clean()
        if cleaned.get("outcome") in NEEDS_WORDS and not cleaned.get("words"):
            self.add_error("words", _("Say in words what has to change; the reporter reads them."))
        return cleaned
