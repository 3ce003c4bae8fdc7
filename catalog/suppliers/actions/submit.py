"""Submit, return, conclude: what moves an onboarding through its review, and what follows."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.suppliers import queries, rules
from catalog.suppliers.actions.drafts import locked
from catalog.suppliers.facts import copy
from catalog.suppliers.models import Onboarding, SupplierProfile
from catalog.suppliers.process import ONBOARDING as KEY
from catalog.suppliers.process import content_of
from catalog.suppliers.states import ONBOARDING, OnboardingState
from core.records import record
from organizations.actions import adopt_credit_code, clean_credit_code
from review import actions as review_actions
from review.content import fingerprint
from review.models import Review, Status

_ENDS = {
    Status.REFUSED: OnboardingState.REFUSED,
    Status.WITHDRAWN: OnboardingState.WITHDRAWN,
    Status.REVOKED: OnboardingState.REVOKED,
}


def _locked_after_review(row) -> Onboarding:
    """Its reviews' locks first, in the order in which a decision takes them."""
    list(Review.objects.select_for_update().filter(process=KEY, subject_id=row.pk).order_by("pk"))
    return locked(row)


@transaction.atomic
def submit_onboarding(onboarding, *, by) -> Onboarding:
    """Send an onboarding to its operator (again); where none is named, to the nearest office.

    Raises ValidationError by field for what is missing or impossible, Refused or Conflict with a sentence.
    """
    row = _locked_after_review(onboarding)
    rules.can_submit(by, row).require()
    if found := rules.problems(row):
        raise ValidationError(found)
    row.uscc = clean_credit_code(row.uscc)
    row.facts_hash = fingerprint(content_of([row.pk])[row.pk])
    row.submitted_at = timezone.now()
    row.save(update_fields=["uscc", "facts_hash", "submitted_at"])
    organization = row.organization
    review = review_actions.submit(
        KEY,
        row.pk,
        by=by,
        title=_("%(name)s: onboarding") % {"name": organization.name},
        region=organization.region,
        applicant=organization,
        assigned=row.operator or queries.nearest_office(organization.region),
    )
    Onboarding.objects.filter(pk=row.pk, state=row.state).update(
        state=ONBOARDING.after("submit", row.state), review=review
    )
    record("supplier.submit", row, by=by, region=organization.region_id, number=row.number)
    row.refresh_from_db()
    return row


@transaction.atomic
def withdraw_onboarding(onboarding, *, by, words="") -> Onboarding:
    """Take a submitted or returned onboarding back; what is approved stays as it is."""
    row = _locked_after_review(onboarding)
    rules.can_withdraw(by, row).require()
    review_actions.withdraw_review(row.review, by=by, words=words or _("Taken back by the supplier."))
    row.refresh_from_db()
    return row


def mark_returned(reviews, *, by):
    """The review kit's word that these were returned: they may be mended."""
    Onboarding.objects.filter(review__in=reviews, state=OnboardingState.SUBMITTED).update(
        state=OnboardingState.RETURNED
    )


def conclude_onboardings(reviews, *, by):
    """Carry out how these reviews ended: the only door to a supplier's approval."""
    status = {review.subject_id: review.status for review in reviews}
    rows = (
        Onboarding.objects.select_for_update(of=("self",))
        .filter(pk__in=status)
        .select_related("organization")
    )
    for row in rows.order_by("pk"):
        if status[row.pk] == Status.APPROVED:
            _approve(row, by)
        else:
            _end(row, _ENDS[status[row.pk]], by)


def _approve(row, by):
    now = timezone.now()
    earlier = Onboarding.objects.filter(organization=row.organization, state=OnboardingState.APPROVED)
    earlier.update(state=OnboardingState.SUPERSEDED)
    Onboarding.objects.filter(pk=row.pk).update(state=OnboardingState.APPROVED)
    profile = SupplierProfile.objects.filter(organization=row.organization).first()
    profile = profile or SupplierProfile(organization=row.organization, is_demo=row.is_demo)
    copy(row, profile)
    profile.approved_onboarding, profile.approved_at = row, now
    profile.save()
    if row.uscc:
        adopt_credit_code(row.organization, row.uscc, by=by)
    record("supplier.approve", row, by=by, region=row.organization.region_id, number=row.number)


def _end(row, state, by):
    Onboarding.objects.filter(pk=row.pk).update(state=state)
    SupplierProfile.objects.filter(approved_onboarding=row).update(approved_onboarding=None, approved_at=None)
    record("supplier.end", row, by=by, region=row.organization.region_id, state=str(state))
