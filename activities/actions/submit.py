"""Submit, return, take back: what moves a version in and out of review."""

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activities import rules
from activities.actions.drafts import locked
from activities.models import ActivityIndexPage, ActivityPage, ReportVersion
from activities.process import KEY, content_of
from activities.states import VERSION, VersionState
from core.records import record
from review import actions as review_actions
from review.content import fingerprint
from review.models import Review


@transaction.atomic
def submit_report(version, *, by) -> ReportVersion:
    """Send a version into review (again). Its page exists from the first submission on, not public.

    Raises ValidationError by field for what is missing or impossible, Refused or Conflict with a sentence; then the
    draft is as it was.
    """
    version = _locked_after_review(version)
    rules.can_submit(by, version).require()
    rules.require_whole(version)
    if version.page_id is None:
        version.page = _create_page(version, by)
    version.facts_hash = fingerprint(content_of([version.pk])[version.pk])
    version.submitted_at = timezone.now()
    # The page must be known to the row before the review is opened on it; the state follows with the review.
    ReportVersion.objects.filter(pk=version.pk).update(
        page=version.page, facts_hash=version.facts_hash, submitted_at=version.submitted_at
    )
    version.review = review_actions.submit(
        KEY,
        version.pk,
        by=by,
        title=version.title,
        region=version.region,
        applicant=version.organization,
        partner_region=version.partner_region,
    )
    # A chain may already have concluded (every step passed before): then the row is ahead of this object.
    ReportVersion.objects.filter(pk=version.pk, state=version.state).update(
        state=VERSION.after("submit", version.state), review=version.review
    )
    record(
        "activity.submit",
        version,
        by=by,
        title=version.title,
        region=version.region_id,
        number=version.number,
    )
    version.refresh_from_db()
    return version


def _create_page(version, by) -> ActivityPage:
    index = ActivityIndexPage.objects.select_for_update(of=("self",)).first()
    if index is None:
        raise ImproperlyConfigured("There is no activity index page; run load_reference")
    from pypinyin import lazy_pinyin  # its dictionaries are read on the first word only

    slug = "-".join(lazy_pinyin(version.title[:12], errors="ignore"))[:60].strip("-")
    page = ActivityPage(
        title=version.title,
        slug=f"{slug}-{version.pk}" if slug else f"r{version.pk}",
        live=False,
        organization=version.organization,
        region=version.region,
        owner=by,
        is_demo=version.is_demo,
    )
    return index.add_child(instance=page)


@transaction.atomic
def withdraw_version(version, *, by, words="") -> ReportVersion:
    """Take a submitted or returned version back; a published one of the same report stays as it is."""
    version = _locked_after_review(version)
    rules.can_withdraw(by, version).require()
    review_actions.withdraw_review(version.review, by=by, words=words or _("Taken back by the reporter."))
    version.refresh_from_db()
    return version


def _locked_after_review(version) -> ReportVersion:
    """The version re-read under lock, its reviews' locks taken first: in the order in which a decision takes them."""
    list(Review.objects.select_for_update().filter(process=KEY, subject_id=version.pk).order_by("pk"))
    return locked(version)


def mark_returned(reviews, *, by):
    """The review kit's word that these were returned: their versions may be mended."""
    ReportVersion.objects.filter(review__in=reviews, state=VersionState.SUBMITTED).update(
        state=VersionState.RETURNED
    )
