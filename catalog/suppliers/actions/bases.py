"""Authorizations by production bases: asked for with a proof, answered by the base's own account (C08)."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.suppliers import rules
from catalog.suppliers.models import BaseAuthorization
from catalog.suppliers.process import BASE
from catalog.suppliers.states import AUTHORIZATION
from core import intake
from core.errors import Conflict
from core.records import record
from review import actions as review_actions
from review.models import Outcome

_VERBS = {Outcome.APPROVE: "grant", Outcome.RETURN: "return", Outcome.REFUSE: "refuse"}


@transaction.atomic
def request_authorization(base, proof, *, by, goods, valid_until=None) -> BaseAuthorization:
    """Ask a production base for its word, with the proof; it waits in the base's inbox.

    Raises ValidationError for the file, Refused, and Conflict where one is asked or granted already.
    """
    rules.can_request(by, base).require()
    supplier = by.organization
    row = BaseAuthorization(
        supplier=supplier,
        base=base,
        goods=" ".join(goods.split())[:120],
        valid_until=valid_until,
        proof=intake.keep_paper(proof, is_demo=supplier.is_demo),
        requested_by=by,
        is_demo=supplier.is_demo,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict(_("You have asked %(name)s already.") % {"name": base.name}) from None
    return _ask(row, by)


@transaction.atomic
def request_again(authorization, *, by, goods, proof=None) -> BaseAuthorization:
    """Ask again after the base has returned it, with another proof if need be."""
    row = BaseAuthorization.objects.select_for_update(of=("self",)).get(pk=authorization.pk)
    rules.can_request_again(by, row).require()
    row.goods, row.state = " ".join(goods.split())[:120], AUTHORIZATION.after("request", row.state)
    if proof:
        row.proof = intake.keep_paper(proof, is_demo=row.is_demo)
    row.save()
    return _ask(row, by)


def _ask(row, by):
    review_actions.open_task(
        BASE,
        row.pk,
        by=by,
        title=_("%(name)s asks for authorization") % {"name": row.supplier.name},
        subject_region=row.supplier.region,
        applicant=row.supplier,
        organization=row.base,
    )
    record("supplier.request_base", row, by=by, region=row.supplier.region_id)
    return row


def answer_authorization(task, outcome, *, by):
    """The base's answer, given by deciding its task; in the deciding transaction."""
    row = BaseAuthorization.objects.select_for_update(of=("self",)).get(pk=task.subject_id)
    row.state = AUTHORIZATION.after(_VERBS[outcome], row.state)
    row.words = task.decisions.values_list("words", flat=True).first() or ""
    row.answered_at = timezone.now()
    row.save(update_fields=["state", "words", "answered_at"])
    record("supplier.answer_base", row, by=by, region=row.supplier.region_id, state=str(row.state))
