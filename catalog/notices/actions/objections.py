"""Raise an objection: anybody, without an account, through the last day; the clock of that row alone stops."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.notices import queries, rules
from catalog.notices.models import NoticeEvent, NoticeLine, NoticePage, Objection
from catalog.notices.process import KEY
from catalog.notices.states import LINE, LineState, NoticeEventKind
from core import workdays
from core.receipts import fresh_receipt
from core.records import record
from core.versions import bump
from review import actions as review_actions
from review.models import Review, Status

LEAST_WORDS, MOST_WORDS = 10, 2000
# The office has this many working days for its answer.
ANSWER_DAYS = 5


@transaction.atomic
def raise_objection(line, *, words, contact) -> Objection:
    """Object to a row; the receipt on what comes back is the only way to follow it.

    Stops the row's clock when it runs. Raises Conflict once its publicity is over, ValidationError by field.
    """
    line = locked_line(line)
    rules.can_object(line).require()
    said = _checked(words, contact)
    notice = line.notice
    objection = Objection.objects.create(line=line, receipt=fresh_receipt("YY"), is_demo=line.is_demo, **said)
    objection.task = _open_task(objection, line, notice)
    objection.save(update_fields=["task"])
    if line.state == LineState.OPEN:
        _stop(line)
    bump("public")
    record("notice.raise_objection", objection, by=None, title=line.product, region=line.region_id)
    return objection


def locked_line(line) -> NoticeLine:
    """The row re-read under lock, its review's lock taken first: in the order in which the review kit takes them.

    A row whose review has ended meanwhile is seen as withdrawn already; the timer writes it.
    """
    review = Review.objects.select_for_update(of=("self",)).get(pk=line.review_id)
    # Against others that move the end of the same notice, or close it.
    notice = (
        NoticePage.objects.select_for_update(of=("self",)).select_related("office").get(pk=line.notice_id)
    )
    line = NoticeLine.objects.select_for_update(of=("self",)).get(pk=line.pk)
    line.review, line.notice = review, notice
    if line.is_standing and review.status in {Status.WITHDRAWN, Status.REVOKED, Status.REFUSED}:
        line.state = LINE.after("withdraw", line.state)
    return line


def _checked(words, contact) -> dict:
    words, contact = words.strip(), contact.strip()
    problems = {}
    if not LEAST_WORDS <= len(words) <= MOST_WORDS:
        problems["words"] = _(
            "Say what is not right, in at least %(least)s and at most %(most)s characters."
        ) % {
            "least": LEAST_WORDS,
            "most": MOST_WORDS,
        }
    if not 4 <= len(contact) <= 100:
        problems["contact"] = _("Leave a telephone number or an address where you can be asked back.")
    if problems:
        raise ValidationError(problems)
    return {"words": words, "contact": contact}


def _open_task(objection, line, notice):
    """For the issuing office; for the level above where the row is the office's own matter."""
    region, kind = queries.seat_of_answer(line, notice)
    return review_actions.open_task(
        KEY,
        objection.pk,
        by=None,
        title=_("Objection: %(product)s") % {"product": line.product},
        subject_region=line.region,
        applicant=line.review.applicant,
        region=region,
        organization_kind=kind,
        days=ANSWER_DAYS,
        is_demo=objection.is_demo,
    )


def _stop(line):
    """Whole days that have gone by are over; today and what comes after is left."""
    yesterday = timezone.localdate() - timedelta(days=1)
    review_actions.stop_publicity(line.review, by=None)
    line.days = max(1, workdays.workdays_between(max(yesterday, line.counts_from), line.ends_on))
    line.state = LINE.after("stop", line.state)
    line.save(update_fields=["state", "days"])
    NoticeEvent.objects.create(
        notice=line.notice,
        line=line,
        kind=NoticeEventKind.STOPPED,
        before=line.ends_on,
        count=line.days,
        is_demo=line.is_demo,
    )
