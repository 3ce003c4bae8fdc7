"""Complaints, inspections and blacklistings in every state, made through the verbs, on the small Hunan."""

import datetime

from django.utils import timezone

from accounts.models import Role
from catalog.supervision import actions, targets
from catalog.supervision.models import Blacklisting, Complaint, Inspection
from catalog.supervision.states import Finding, Grounds, Topic, Verdict
from tests.factories.catalog import ProductFactory, supplier
from tests.factories.review import person

__all__ = ["blacklisting", "complaint", "handler", "inspection", "product", "supplier"]


def handler(code="433124", role=Role.REVIEWER, **more):
    """Somebody of an assistance office; of 花垣县 unless told."""
    return person(code, role, **more)


def offices():
    """The three offices above 花垣县, each with a reviewer; the county's, the city's, the province's."""
    return handler("433124"), handler("433100"), handler("430000")


def product(**more):
    """A listed product of 花垣县."""
    return ProductFactory(listed=True, **more)


def complaint(state="received", *, target=None, by=None, finding=Finding.VERIFIED, **said) -> Complaint:
    """A complaint about a listed product of 花垣县 unless told, brought as far as `state`."""
    if target is None:
        target = targets.find("product", product().pk)
    handler("430000")
    by = by or handler()
    made = actions.file_complaint(
        target, **{"topic": Topic.QUALITY, "words": "买到的大米有霉味。", "contact": "10043312401", **said}
    )
    if state == "received":
        return made
    if state == "dismissed":
        return actions.dismiss_complaint(made, by=by, answer="不属于本系统受理范围。")
    made = actions.take_up(made, by=by)
    if state == "investigating":
        return made
    made = actions.establish(made, finding, "现场抽取三批次，一批次水分超标。", by=by)
    if state == "established":
        return made
    return actions.answer_complaint(
        made, by=by, answer="情况属实，已责令召回。", summary="一批次大米水分超标，已责令召回。"
    )


def days(number) -> datetime.date:
    """Today and so many days."""
    return timezone.localdate() + datetime.timedelta(days=number)


def blacklisting(organization=None, *, by=None, until=None, **more) -> Blacklisting:
    """The city bars a supplier of 花垣县 for a year."""
    return actions.blacklist_organization(
        organization or supplier(),
        by=by or handler("433100"),
        **{
            "grounds": Grounds.FRAUD,
            "words": "申报材料造假，查证属实。",
            "until": until or days(365),
            "document_number": "州扶办〔2026〕7号",
            **more,
        },
    )


def proposal(organization=None, *, by=None) -> Blacklisting:
    """The county proposes it."""
    handler("433100")
    return actions.propose_blacklisting(
        organization or supplier(),
        by=by or handler(),
        grounds=Grounds.SAFETY,
        words="两批次抽检不合格。",
        until=days(200),
    )


def inspection(*, by=None, done=False, verdict=Verdict.PASSED, **more) -> Inspection:
    """A check of a listed product, planned for today."""
    by = by or handler()
    if not more:
        more = {"product": product()}
    made = actions.plan_inspection(by=by, planned_on=timezone.localdate(), plan="标签与带贫台账", **more)
    if done:
        made = actions.record_inspection(
            made,
            by=by,
            verdict=verdict,
            findings="标签齐全，台账与申报一致。",
            done_on=timezone.localdate(),
            checks={"quality": True, "effect": verdict != Verdict.FAILED},
        )
    return made
