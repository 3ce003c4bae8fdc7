"""How a product came into the directory, for its public timeline: who decided what and when, and the publicities."""

import datetime

from django.utils.translation import gettext as _

from catalog.actions import add_history
from catalog.states import EventKind
from content.queries import allowed_numbers
from content.richtext import mask
from core.models import Record
from review.models import Decision, Outcome


def tell_decisions(pairs, *, now):
    """Write every approval and every publicity of these rows' reviews into the timelines of their products."""
    rows = {review.pk: row for row, review in pairs}
    add_history([*_decisions(rows), *_publicities(rows)], now=now)


def _decisions(rows):
    allowed = allowed_numbers()
    found = Decision.objects.filter(review__in=list(rows), outcome=Outcome.APPROVE, step__isnull=False)
    for decision in found.order_by("at", "pk"):
        said = (
            [_("Checked: %(points)s") % {"points": "、".join(decision.checked)}] if decision.checked else []
        )
        yield {
            "product_id": rows[decision.review_id].product_id,
            "kind": EventKind.DECIDED,
            "at": decision.at,
            "label": decision.label,
            "words": mask("\n".join([*said, *filter(None, [decision.words])]), allowed)[:500],
            "actor_id": decision.actor_id,
            "organization_id": decision.organization_id,
            "is_demo": decision.is_demo,
        }


def _publicities(rows):
    """The last day as it was set last before each publicity ended."""
    found = Record.objects.filter(
        subject_type="review.review",
        subject_id__in=[str(pk) for pk in rows],
        verb__in=["review.set_publicity_end", "review.end_publicity"],
    )
    begun = {}
    for record in found.order_by("at", "pk"):
        if record.verb == "review.set_publicity_end":
            begun[record.subject_id] = record
        elif record.subject_id in begun:
            first = begun.pop(record.subject_id)
            until = datetime.date.fromisoformat(first.details["until"])
            yield {
                "product_id": rows[int(record.subject_id)].product_id,
                "kind": EventKind.PUBLICISED,
                "at": first.at,
                "words": _("until %(day)s, no objection was upheld") % {"day": until.isoformat()},
                "actor_id": first.actor_id,
                "organization_id": first.organization_id,
                "is_demo": first.is_demo,
            }
