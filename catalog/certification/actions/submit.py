"""Submit, submit again, take back: what moves an application's rows in and out of review."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.certification import rules
from catalog.certification.actions.drafts import locked
from catalog.certification.actions.following import follow
from catalog.certification.models import Application, ApplicationProduct
from catalog.certification.process import KEY, content_of
from catalog.certification.states import EDITABLE, ROW, RUNNING
from core.records import record
from organizations.models import Organization
from review import actions as review_actions
from review.content import fingerprint
from review.models import Bundle, Review


@transaction.atomic
def submit_application(application, *, by) -> Application:
    """Send an application into review, each product by itself in one bundle; again, those that were returned.

    Raises ValidationError by field for what is missing or impossible, Refused or Conflict with a sentence; then the
    draft is as it was.
    """
    application = _locked_after_reviews(application)
    rules.can_submit(by, application).require()
    rules.require_whole(application)
    if application.bundle_id is None:
        application.bundle = Bundle.objects.create(title=str(application)[:200], is_demo=application.is_demo)
    application.submitted_at = timezone.now()
    application.save(update_fields=["bundle", "submitted_at", "updated_at"])
    rows = list(
        application.products.filter(state__in=sorted(EDITABLE))
        .select_related("region")
        .order_by("order", "pk")
    )
    contents = content_of([row.pk for row in rows])
    for row in rows:
        _submit_row(application, row, fingerprint(contents[row.pk]), by)
    follow([application.pk])
    record("certification.submit", application, by=by, region=application.region_id, products=len(rows))
    application.refresh_from_db()
    return application


def _submit_row(application, row, facts_hash, by):
    """A review that was returned may conclude at once, so its row stands as submitted before."""
    after = ROW.after("submit", row.state)
    if row.review_id:
        ApplicationProduct.objects.filter(pk=row.pk).update(state=after, facts_hash=facts_hash)
    review = review_actions.submit(
        KEY,
        row.pk,
        by=by,
        title=row.name,
        region=row.region,
        applicant=application.organization,
        assigned=application.station,
        bundle=application.bundle,
    )
    if not row.review_id:
        ApplicationProduct.objects.filter(pk=row.pk, state=row.state).update(
            state=after, facts_hash=facts_hash, review=review
        )


@transaction.atomic
def withdraw_application(application, *, by, words="") -> Application:
    """Take back every product of an application that still runs; what is certified already stays."""
    application = _locked_after_reviews(application)
    rules.can_withdraw(by, application).require()
    words = words.strip() or _("Taken back by the applicant.")
    for row in application.products.filter(state__in=sorted(RUNNING)).select_related("review").order_by("pk"):
        review_actions.withdraw_review(row.review, by=by, words=words)
    record("certification.withdraw", application, by=by, region=application.region_id, words=words)
    application.refresh_from_db()
    return application


def _locked_after_reviews(application) -> Application:
    """Under lock in the order in which a decision takes its locks; an applicant submits one thing at a time."""
    list(
        Review.objects.select_for_update(of=("self",))
        .filter(bundle__application=application.pk)
        .order_by("pk")
    )
    Organization.objects.select_for_update().get(pk=application.organization_id)
    return locked(application)
