"""What follows when reviews end or return: in the directory, or not, in the deciding transaction."""

from collections import defaultdict

from django.utils import timezone

from catalog import actions as catalog_actions
from catalog.certification.actions.certify import certify
from catalog.certification.actions.following import follow
from catalog.certification.models import Application, ApplicationProduct, Certificate
from catalog.certification.states import ROW, CertificateState, RowState
from catalog.states import DelistReason
from review.models import Outcome, Status

_ENDS = {Status.REFUSED: "refuse", Status.WITHDRAWN: "withdraw", Status.REVOKED: "revoke"}


def locked_rows(reviews) -> list[ApplicationProduct]:
    """The rows of these reviews under lock, their applications first."""
    ids = [review.subject_id for review in reviews]
    applications = Application.objects.filter(products__in=ids).values_list("pk", flat=True)
    list(Application.objects.select_for_update(of=("self",)).filter(pk__in=list(applications)).order_by("pk"))
    return list(
        ApplicationProduct.objects.select_for_update(of=("self",))
        .filter(pk__in=ids)
        .select_related("application__organization", "region", "category")
        .order_by("pk")
    )


def conclude_rows(reviews, *, by):
    """Carry out how these reviews ended; the only door from an application into the directory."""
    rows = {row.pk: row for row in locked_rows(reviews)}
    by_status = defaultdict(list)
    for review in reviews:
        by_status[review.status].append((rows[review.subject_id], review))
    now = timezone.now()
    for status, pairs in by_status.items():
        if status == Status.APPROVED:
            certify(pairs, by=by, now=now)
        else:
            _leave(pairs, _ENDS[status], by, now)
    follow({row.application_id for row in rows.values()})


def _leave(pairs, verb, by, now):
    """These end without a certificate, or lose it: then the product leaves the directory at once."""
    ids = [row.pk for row, _review in pairs]
    for row, _review in pairs:
        row.state = ROW.after(verb, row.state)
    if verb == "revoke":
        for row, review in pairs:
            _take_off(row, review, by)
        Certificate.objects.standing().filter(row__in=ids).update(
            state=CertificateState.WITHDRAWN, ended_at=now
        )
    ApplicationProduct.objects.filter(pk__in=ids).update(state=pairs[0][0].state, concluded_at=now)


def _take_off(row, review, by):
    words = (
        review.decisions.filter(outcome=Outcome.REVOKE).order_by("-at", "-pk").values_list("words", flat=True)
    )
    catalog_actions.take_off_list(
        [row.product_id], DelistReason.CONDITIONS, (words.first() or "")[:500], by=by
    )


def mark_returned(reviews, *, by):
    """The review kit's word that these were returned: they may be mended."""
    rows = locked_rows(reviews)
    for row in rows:
        ROW.can("return", row.state).require()
    ApplicationProduct.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.RETURNED)
    follow({row.application_id for row in rows})
