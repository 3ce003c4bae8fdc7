"""What the review kit needs to know of suppliers: onboarding, supply agreements, authorizations by bases."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.verdicts import no
from review import presets, processes
from review.content import Content
from review.presets import Preset
from review.processes import Process

ONBOARDING, AGREEMENT, BASE = "onboarding", "supply-agreement", "base-authorization"

_OPERATOR = {
    "order": 1,
    "verb": "运营商审核",
    "return_label": "退回修改",
    "scope": "assigned",
    "organization_kind": "operator",
    "can_refuse": True,
    "days_allowed": 5,
}
_COUNTY = {
    "order": 1,
    "verb": "县级审核",
    "return_label": "退回修改",
    "level": 3,
    "can_refuse": True,
    "days_allowed": 5,
}


def content_of(onboarding_ids) -> dict[int, Content]:
    """Facts and papers of onboardings. Of an ID number only its masked form and mark: rounds are kept as plain text."""
    from catalog.suppliers.models import Onboarding

    rows = Onboarding.objects.filter(pk__in=onboarding_ids).prefetch_related("papers__file", "papers__back")
    return {row.pk: _content(row) for row in rows}


def _content(row) -> Content:
    from catalog.suppliers.facts import FACT_COLUMNS

    facts = {name: getattr(row, name) for name in FACT_COLUMNS if not name.startswith("id_number")}
    facts["id_number"] = f"{row.masked_id_number} {row.id_number_mark or ''}".strip()
    facts["promises"] = sorted(row.promises)
    evidence = {}
    for paper in sorted(row.papers.all(), key=lambda paper: paper.pk):
        facts[f"paper-{paper.pk}"] = " · ".join(
            str(part) for part in (paper.kind, paper.number, paper.issued_on, paper.valid_until) if part
        )
        for side, file in (("front", paper.file), ("back", paper.back)):
            if file:
                evidence[f"paper-{paper.pk}-{side}"] = file.sha256
    return Content(facts, evidence)


def agreements_content(ids) -> dict[int, Content]:
    """Facts and file of supply agreements; the terms are facts too."""
    from catalog.suppliers.models import SupplyAgreement

    return {
        row.pk: Content(
            {
                "number": row.number,
                "goods": row.goods,
                "signed_on": str(row.signed_on or ""),
                "valid_until": str(row.valid_until or ""),
                "amount": str(row.amount or ""),
                "terms": row.terms,
            },
            {"file": row.file.sha256},
        )
        for row in SupplyAgreement.objects.filter(pk__in=ids).select_related("file")
    }


def _refusals(onboarding_ids):
    from catalog.suppliers.queries import taken_codes

    sentence = _("An organization with this unified social credit code exists already.")
    return {pk: no(sentence) for pk in taken_codes(onboarding_ids)}


def _one(model_name, *related):
    def subject(pk):
        from django.apps import apps

        rows = apps.get_model("suppliers", model_name).objects.select_related(*related)
        row = rows.get(pk=pk)
        if model_name == "Onboarding":
            from catalog.suppliers.queries import papers_of

            row.shown_papers = papers_of(row)
        return row

    return subject


def _act(name):
    def act(*args, **kwargs):
        from catalog.suppliers import actions

        return getattr(actions, name)(*args, **kwargs)

    return act


def _labels():
    from catalog.suppliers.models import Onboarding

    return {field.name: field.verbose_name for field in Onboarding._meta.concrete_fields}


def register():
    """Make processes and presets known; called when the app is ready."""
    processes.register(
        Process(
            key=ONBOARDING,
            label=_("onboarding"),
            content_of=content_of,
            subject_of=_one("Onboarding", "organization__region", "operator"),
            on_concluded=_act("conclude_onboardings"),
            on_returned=_act("mark_returned"),
            refusals=_refusals,
            template="suppliers/desk/subject.html",
            mend_url=lambda pk: reverse("suppliers_desk:edit"),
            labels=_labels,
        )
    )
    processes.register(
        Process(
            key=AGREEMENT,
            label=_("supply agreement"),
            content_of=agreements_content,
            subject_of=_one("SupplyAgreement", "supplier__region", "operator", "file"),
            on_concluded=_act("conclude_agreements"),
            on_returned=_act("mark_agreements_returned"),
            template="suppliers/desk/agreement_subject.html",
            mend_url=lambda pk: reverse("suppliers_desk:mend_agreement", args=[pk]),
        )
    )
    processes.register(
        Process(
            key=BASE,
            label=_("authorization by a production base"),
            content_of=lambda ids: {},
            subject_of=_one("BaseAuthorization", "supplier__region", "base", "proof"),
            on_task_decided=_act("answer_authorization"),
            template="suppliers/desk/base_subject.html",
        )
    )
    for key, title in ((ONBOARDING, "供应商入驻"), (AGREEMENT, "采购协议")):
        presets.register(
            Preset(
                key,
                "operator",
                f"{title}：运营商审核",
                [_OPERATOR],
                is_default=True,
                note="由供应商选定的平台运营商审核；当地没有运营商时由最近的扶贫办审核。",
            )
        )
        presets.register(Preset(key, "county-office", f"{title}：县级扶贫办审核", [_COUNTY]))
