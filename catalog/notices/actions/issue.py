"""Issue a notice for rows that wait for it, and correct one by another (H01-H05, Q01, Q06)."""

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.notices import facts, queries, rules, source
from catalog.notices.files import attach
from catalog.notices.models import NoticeEvent, NoticeIndexPage, NoticeLine, NoticePage
from catalog.notices.states import NoticeEventKind
from content import rules as content_rules
from content.publishing import put_live
from core import workdays
from core.errors import Conflict
from core.records import record
from core.versions import bump
from review import actions as review_actions
from review import processes
from review.models import Review
from search import index

# One notice holds at most this many rows; more go into a second one.
MOST_ROWS = 1000


@transaction.atomic
def issue_notice(
    reviews, *, by, title, document_number, words, attachments=(), interpretation="", is_demo=False
) -> NoticePage:
    """Open the publicity of reviews (or their keys) that wait for a notice of this person's office, all in one notice.

    Freezes the seven columns, sets the end of each row's days (the day after today is day 1) and publishes the page.
    `attachments` are (title, PrivateFile). Raises Refused or Conflict with a sentence, ValidationError by field for
    what is missing or must not become public; then nothing has changed.
    """
    reviews = _locked(reviews)
    rules.can_issue(by, reviews).require()
    if len(reviews) > MOST_ROWS:
        raise ValidationError(_("One notice holds at most %(most)s rows.") % {"most": MOST_ROWS})
    step = reviews[0].publicity_step
    today = timezone.localdate()
    end = workdays.publicity_end(today, step.publicity_days)
    notice = _draft(
        by,
        title,
        document_number,
        words,
        interpretation,
        process=reviews[0].process,
        region_id=reviews[0].publicity_region_id,
        site_label=step.publicity_site,
        days=step.publicity_days,
        ends_on=end,
        line_count=len(reviews),
        is_open=True,
        closed_at=None,
        awaits_calendar=not queries.is_calendar_confirmed(today, end),
        is_demo=is_demo or by.is_demo,
    )
    lines = _lines(notice, reviews)
    _publish(notice, lines, attachments, by)
    review_actions.set_publicity_end(reviews, end, by=by)
    return notice


@transaction.atomic
def correct_notice(
    notice, *, by, title, document_number, words, attachments=(), interpretation=""
) -> NoticePage:
    """Publish a notice that says what was wrong in another one; the days and rows of that one go on as they are.

    Raises as `issue_notice` does.
    """
    notice = NoticePage.objects.select_for_update(of=("self",)).select_related("office").get(pk=notice.pk)
    rules.can_correct(by, notice).require()
    today = timezone.localdate()
    correction = _draft(
        by,
        title,
        document_number,
        words,
        interpretation,
        process=notice.process,
        region_id=notice.region_id,
        site_label=notice.site_label,
        days=0,
        ends_on=today,
        is_open=False,
        closed_at=timezone.now(),
        corrects=notice,
        is_demo=notice.is_demo or by.is_demo,
    )
    _publish(correction, [], attachments, by)
    NoticeEvent.objects.create(
        notice=notice,
        kind=NoticeEventKind.CORRECTED,
        words=f"{correction.title}（{correction.document_number}）"[:300],
        organization=by.organization,
        is_demo=notice.is_demo,
    )
    return correction


def _locked(reviews) -> list[Review]:
    keys = [getattr(review, "pk", review) for review in reviews]
    found = Review.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    found = list(found.select_related("publicity_step").order_by("region_id", "pk"))
    if len(found) != len(set(keys)):
        raise Conflict(_("One of the chosen rows no longer exists."))
    return found


def _draft(by, title, document_number, words, interpretation, **fields) -> NoticePage:
    """The page as it will be, not yet in the tree; ValidationError for what is missing."""
    said = {
        "title": title.strip()[:200],
        "document_number": document_number.strip()[:60],
        "words": words.strip(),
    }
    if missing := [name for name, value in said.items() if not value]:
        raise ValidationError({name: _("This is needed.") for name in missing})
    office = by.organization
    return NoticePage(
        title=said["title"],
        draft_title=said["title"],
        document_number=said["document_number"],
        body=said["words"],
        summary=" ".join(said["words"].split())[:120],
        interpretation=interpretation.strip()[:120] or office.name,
        office=office,
        opened_on=timezone.localdate(),
        live=False,
        owner=by,
        **fields,
    )


def _lines(notice, reviews) -> list[NoticeLine]:
    given = processes.get(notice.process).notice_lines([review.subject_id for review in reviews])
    lines = []
    for number, review in enumerate(reviews, start=1):
        if review.subject_id not in given:
            raise Conflict(_("“%(title)s” has no columns to publicise.") % {"title": review.title})
        line = NoticeLine(
            number=number,
            review=review,
            step=review.publicity_step,
            counts_from=notice.opened_on,
            days=notice.days,
            ends_on=notice.ends_on,
            is_demo=notice.is_demo,
            **facts.columns_of(given[review.subject_id]),
        )
        line.content_hash = facts.hash_of_line(line)
        lines.append(line)
    return lines


def _publish(notice, lines, attachments, by):
    """Ask once more whether all of it may be public, then write: rows first, for an open notice takes none."""
    shown = queries.to_be_public(notice, lines, attachments)
    if found := content_rules.problems(shown):
        raise ValidationError(found)
    notice.content_hash = facts.hash_of_notice(
        notice, [line.content_hash for line in lines], [file.sha256 for _title, file in attachments]
    )
    _add_to_tree(notice)
    for line in lines:
        line.notice = notice
    NoticeLine.objects.bulk_create(lines)
    attach(notice, attachments, by=by)
    bump("public")
    NoticeEvent.objects.create(
        notice=notice,
        kind=NoticeEventKind.OPENED,
        after=notice.ends_on if lines else None,
        count=len(lines),
        organization=by.organization,
        is_demo=notice.is_demo,
    )
    put_live([notice], by=by)
    index.refresh(source.KEY, [notice.pk])
    record("notice.issue", notice, by=by, region=notice.region_id, rows=len(lines), until=str(notice.ends_on))


def _add_to_tree(notice):
    parent = NoticeIndexPage.objects.select_for_update(of=("self",)).first()
    if parent is None:
        raise ImproperlyConfigured("There is no notice index page; run load_reference")
    notice.slug = queries.fresh_slug(notice.opened_on)
    taken = NoticePage.objects.filter(office=notice.office_id, document_number=notice.document_number)
    if taken.exists():
        raise ValidationError({"document_number": _("Your office has issued a notice with this number.")})
    try:
        with transaction.atomic():
            parent.add_child(instance=notice)
    except IntegrityError:
        raise ValidationError(
            {"document_number": _("Your office has issued a notice with this number.")}
        ) from None
