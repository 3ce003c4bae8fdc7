"""A review's history in the words of the screen, for components/timeline.html."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from review import processes, queries
from review.models import Outcome

# outcome → (tone, icon); see the tag `pill`.
LOOKS = {
    Outcome.APPROVE: ("done", "circle-check"),
    Outcome.RETURN: ("returned", "undo-2"),
    Outcome.REFUSE: ("refused", "circle-x"),
    Outcome.WITHDRAW: ("", "rotate-ccw"),
    Outcome.REVOKE: ("refused", "ban"),
    Outcome.RESUBMIT: ("", "send"),
}


def events_of(review) -> list[dict]:
    """What happened to a review, oldest first: the first submission, then every decision with words and marks."""
    first = review.rounds.select_related("submitted_by__organization").order_by("number").first()
    labels = processes.get(review.process).labels()
    events = [_submission(first)] if first else []
    return events + [_event(decision, labels) for decision in queries.history(review)]


def _submission(first) -> dict:
    return {
        "tone": "",
        "icon": "send",
        "what": pgettext("history", "submitted"),
        "who": _who(first.submitted_by.organization, first.submitted_by),
        "when": first.submitted_at,
        "words": "",
        "tag": _("round %(number)s") % {"number": first.number},
    }


def _event(decision, labels) -> dict:
    tone, icon = LOOKS[decision.outcome]
    notes = [f"{labels.get(name, name)}：{words}" for name, words in decision.marks.items()]
    return {
        "tone": tone,
        "icon": icon,
        "what": act_of(decision),
        "who": _who(decision.organization, decision.actor),
        "when": decision.at,
        "words": "\n".join(filter(None, [_checked(decision), decision.words, *notes])),
        "tag": _("round %(number)s") % {"number": decision.round},
    }


def _checked(decision) -> str:
    return _("Checked: %(points)s") % {"points": "、".join(decision.checked)} if decision.checked else ""


def act_of(decision) -> str:
    """The act in the regulation's words; an approval also says that it is one."""
    if decision.label and decision.outcome == Outcome.APPROVE:
        return _("%(verb)s: %(outcome)s") % {
            "verb": decision.label,
            "outcome": decision.get_outcome_display(),
        }
    return decision.label or decision.get_outcome_display()


def _who(organization, person) -> str:
    if person is None:
        return _("the system")
    return f"{organization.name} {person.name}" if organization else person.name
