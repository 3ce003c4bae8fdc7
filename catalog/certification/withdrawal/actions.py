"""Propose, mend, give up, conclude: the only doors to a change of a withdrawal (I09-I15)."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import actions as catalog_actions
from catalog.certification.register import Certificate
from catalog.certification.states import CertificateState
from catalog.certification.withdrawal import rules
from catalog.certification.withdrawal.models import Withdrawal
from catalog.certification.withdrawal.process import KEY, PROPOSAL
from catalog.certification.withdrawal.states import WITHDRAWAL, WithdrawalState
from catalog.facts import ProductKind
from catalog.models import ProductPage
from catalog.states import DelistReason
from core.errors import Conflict, Refused
from core.models import Record
from core.records import build, record
from organizations.models import Organization
from regions.models import Level
from review import actions as review_actions
from review.actions.ending import end_review
from review.models import Decision, Outcome, ReviewTask, Status
from review.routing import seat_of
from review.states import REVIEW

# Without a sale for so many days a withdrawal is proposed (I11); so many in one run of the timer.
WITHOUT_SALES_DAYS = 365
PROPOSED_AT_ONCE = 200
_ENDS = {Status.APPROVED: "approve", Status.REFUSED: "refuse", Status.WITHDRAWN: "drop"}


@transaction.atomic
def propose_withdrawal(product, reason, words, *, by) -> Withdrawal:
    """Ask for a certified product to leave the directory; the chain in force decides.

    `reason` is one of the five. Raises Refused or Conflict with a sentence; then nothing has changed.
    """
    product = _locked_product(product)
    rules.can_propose(by, product).require()
    rules.can_give_reason(reason, words).require()
    withdrawal = _create(product, reason, words.strip(), by.organization, by)
    return _submit(withdrawal, by)


def _locked_product(product) -> ProductPage:
    return (
        ProductPage.objects.select_for_update(of=("self",))
        .select_related("region", "supplier")
        .get(pk=getattr(product, "pk", product))
    )


def _create(product, reason, words, office, by) -> Withdrawal:
    try:
        with transaction.atomic():
            return Withdrawal.objects.create(
                product=product,
                reason=reason,
                words=words[:500],
                office=office,
                created_by=by,
                is_demo=product.is_demo,
            )
    except IntegrityError:
        raise Conflict(_("A withdrawal of this product is under way already.")) from None


def _submit(withdrawal, by) -> Withdrawal:
    review = review_actions.submit(
        KEY,
        withdrawal.pk,
        by=by,
        title=withdrawal.product.title,
        region=withdrawal.product.region,
        applicant=withdrawal.office,
    )
    # A chain may already have concluded; then the row is ahead of this object.
    Withdrawal.objects.filter(pk=withdrawal.pk, state=withdrawal.state).update(
        state=WITHDRAWAL.after("submit", withdrawal.state), review=review
    )
    details = {"reason": withdrawal.reason, "words": withdrawal.words}
    record("withdrawal.propose", withdrawal, by=by, region=withdrawal.product.region_id, **details)
    withdrawal.refresh_from_db()
    return withdrawal


def _locked(withdrawal) -> Withdrawal:
    """Under lock, its review's lock first: in the order in which a decision takes them."""
    if withdrawal.review_id:
        list(type(withdrawal.review).objects.select_for_update().filter(pk=withdrawal.review_id))
    return (
        Withdrawal.objects.select_for_update(of=("self",))
        .select_related("product__region", "office")
        .get(pk=withdrawal.pk)
    )


@transaction.atomic
def mend_withdrawal(withdrawal, *, by, reason, words) -> Withdrawal:
    """Send a returned one again with a reason and words that answer the return."""
    withdrawal = _locked(withdrawal)
    rules.can_mend(by, withdrawal).require()
    rules.can_give_reason(reason, words).require()
    withdrawal.reason, withdrawal.words = reason, words.strip()[:500]
    withdrawal.save(update_fields=["reason", "words"])
    return _submit(withdrawal, by)


@transaction.atomic
def drop_withdrawal(withdrawal, *, by, words="") -> Withdrawal:
    """Give it up: the product stays where it is."""
    withdrawal = _locked(withdrawal)
    rules.can_drop(by, withdrawal).require()
    if withdrawal.review_id:
        withdrawal.review.refresh_from_db()
        REVIEW.can("withdraw", withdrawal.review.status).require()
        end_review(
            withdrawal.review, "withdraw", Outcome.WITHDRAW, by=by, words=words.strip() or _("Not pursued.")
        )
    else:
        _end([withdrawal], "drop")
        for task in ReviewTask.objects.open().filter(process=PROPOSAL, subject_id=withdrawal.pk):
            review_actions.drop_task(task, by=by)
        record("withdrawal.drop", withdrawal, by=by, region=withdrawal.product.region_id, words=words)
    withdrawal.refresh_from_db()
    return withdrawal


def _end(withdrawals, verb):
    now = timezone.now()
    for one in withdrawals:
        one.state, one.concluded_at = WITHDRAWAL.after(verb, one.state), now
    Withdrawal.objects.bulk_update(withdrawals, ["state", "concluded_at"])


def conclude_withdrawals(reviews, *, by):
    """Carry out how these reviews ended, in the deciding transaction: approved ones take their products off."""
    found = Withdrawal.objects.select_for_update(of=("self",)).filter(
        pk__in=[review.subject_id for review in reviews]
    )
    rows = {row.pk: row for row in found.select_related("product").order_by("pk")}
    for review in reviews:
        withdrawal = rows[review.subject_id]
        _end([withdrawal], _ENDS[review.status])
        if review.status == Status.APPROVED:
            _take_off(withdrawal, review, by)
    Record.objects.bulk_create(
        build(
            f"withdrawal.{_ENDS[review.status]}",
            rows[review.subject_id],
            by=by,
            region=rows[review.subject_id].product.region_id,
        )
        for review in reviews
    )


def _take_off(withdrawal, review, by):
    last = Decision.objects.filter(review=review, outcome=Outcome.APPROVE).order_by("-at", "-pk").first()
    catalog_actions.take_off_list(
        [withdrawal.product_id],
        withdrawal.reason,
        withdrawal.words,
        by=by,
        label=last.label if last else "",
    )
    Certificate.objects.standing().filter(product=withdrawal.product_id).update(
        state=CertificateState.WITHDRAWN, ended_at=timezone.now()
    )


def mark_returned(reviews, *, by):
    """The review kit's word that these were returned: they may be mended."""
    ids = [review.subject_id for review in reviews]
    Withdrawal.objects.filter(pk__in=ids, state=WithdrawalState.SUBMITTED).update(
        state=WithdrawalState.RETURNED
    )


def answer_proposal(pk, outcome, *, by):
    """The county's answer to what the site proposed: approved, it goes into review; otherwise it is not pursued."""
    withdrawal = _locked(Withdrawal.objects.get(pk=pk))
    rules.can_confirm(by, withdrawal).require()
    if outcome == Outcome.APPROVE:
        _submit(withdrawal, by)
    else:
        _end([withdrawal], "drop")
        record("withdrawal.drop", withdrawal, by=by, region=withdrawal.product.region_id)


def propose_without_sales(today=None) -> int:
    """Propose to their counties what had no sale within a year (I11); how many. A timer: safe twice or late.

    Only once sales are reported at all: without any data nothing is said about anybody.
    """
    today = today or timezone.localdate()
    if not ProductPage.objects.filter(last_sold_on__isnull=False).exists():
        return 0
    since = today - datetime.timedelta(days=WITHOUT_SALES_DAYS)
    silent = ProductPage.objects.listed().filter(kind=ProductKind.CERTIFIED, listed_at__date__lte=since)
    silent = silent.exclude(last_sold_on__gt=since).exclude(withdrawals__created_at__date__gt=since)
    ids = silent.order_by("pk").values_list("pk", flat=True)[:PROPOSED_AT_ONCE]
    return sum(_propose_to_county(pk, since) for pk in ids)


@transaction.atomic
def _propose_to_county(pk, since) -> int:
    product = _locked_product(pk)
    office = _office_for(product)
    if office is None or not rules.can_be_withdrawn(product):
        return 0
    words = _("No sale has been reported since %(day)s.") % {"day": since.isoformat()}
    try:
        withdrawal = _create(product, DelistReason.NO_SALES, words, office, None)
    except Refused:
        return 0
    review_actions.open_task(
        PROPOSAL,
        withdrawal.pk,
        by=None,
        title=product.title,
        subject_region=product.region,
        applicant=product.supplier,
        organization=office,
    )
    return 1


def _office_for(product) -> Organization | None:
    """The nearest staffed assistance office over the place of origin, from the county upwards."""
    seat = seat_of(product.region, Level.COUNTY)
    offices = Organization.objects.active().filter(kind=seat.kind, region=seat.region_id)
    return offices.select_related("region").first()
