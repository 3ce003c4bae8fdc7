"""What the review kit needs to know of withdrawals, and their chains (I14, I15, C-14)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from regions.models import Level
from review import presets, processes
from review.content import Content
from review.models import Separation
from review.presets import Preset
from review.processes import Process

KEY = "withdrawal"
# A proposal of the site itself waits for its county as a task without a chain.
PROPOSAL = "withdrawal-proposal"


PROVINCE = Preset(
    KEY,
    "province",
    "退出目录：区县上报、省清理",
    [
        {
            "order": 1,
            "verb": "核准清理",
            "return_label": "省级退回",
            "level": Level.PROVINCE,
            "days_allowed": 5,
            "can_refuse": True,
        }
    ],
    note="区县（或市）扶贫办上报，由省扶贫办将产品清理出目录，并在网上公布。",
    is_default=True,
)
COUNTY_FIRST = Preset(
    KEY,
    "heilongjiang",
    "退出目录：认定县确认、省核准",
    [
        {
            "order": 1,
            "verb": "确认",
            "return_label": "县级退回",
            "level": Level.COUNTY,
            "days_allowed": 5,
            "separation": Separation.PERSON,
        },
        {
            "order": 2,
            "verb": "核准",
            "return_label": "省级退回",
            "level": Level.PROVINCE,
            "days_allowed": 5,
            "can_refuse": True,
        },
    ],
    note="由认定县确认、省扶贫办核准，报国务院扶贫办将其退出目录并公布。",
)


def content_of(ids) -> dict[int, Content]:
    """The product and the reason; both, and the words, are decided on."""
    from catalog.certification.withdrawal.models import Withdrawal

    rows = Withdrawal.objects.filter(pk__in=ids).select_related("product")
    return {
        row.pk: Content(
            facts={
                "product": row.product.title,
                "certificate_number": row.product.certificate_number,
                "reason": row.reason,
                "reason_words": row.words,
            }
        )
        for row in rows
    }


def _subject(pk):
    from catalog.certification.withdrawal.models import Withdrawal

    return Withdrawal.objects.select_related(
        "product__supplier", "product__region", "product__certified_by", "office", "created_by"
    ).get(pk=pk)


def _concluded(reviews, *, by):
    from catalog.certification.withdrawal.actions import conclude_withdrawals

    conclude_withdrawals(reviews, by=by)


def _returned(reviews, *, by):
    from catalog.certification.withdrawal.actions import mark_returned

    mark_returned(reviews, by=by)


def _answered(task, outcome, *, by):
    from catalog.certification.withdrawal.actions import answer_proposal

    answer_proposal(task.subject_id, outcome, by=by)


def _labels():
    return {
        "product": _("product"),
        "certificate_number": _("certificate number"),
        "reason": _("reason"),
        "reason_words": _("reason in words"),
    }


def _lines(ids):
    from catalog.certification.withdrawal.models import Withdrawal

    rows = Withdrawal.objects.filter(pk__in=ids).select_related(
        "product__supplier", "product__category", "product__certified_by"
    )
    return {
        row.pk: {
            "region_id": row.product.region_id,
            "unit": row.product.supplier.name,
            "product": row.product.title,
            "category": row.product.category.name,
            "people": row.product.people_benefited,
            "value": "" if row.product.commodity_value is None else str(row.product.commodity_value),
            "certified_by": row.product.certified_by.name if row.product.certified_by else "",
        }
        for row in rows
    }


def register():
    """Make both processes and the presets known; called when the app is ready."""
    shown = {"subject_of": _subject, "template": "certification/withdrawal/subject.html", "labels": _labels}
    processes.register(
        Process(
            key=KEY,
            label=_("withdrawal from the directory"),
            content_of=content_of,
            on_concluded=_concluded,
            on_returned=_returned,
            mend_url=lambda pk: reverse("certification_desk:withdrawal", args=[pk]),
            publicises=True,
            notice_lines=_lines,
            **shown,
        )
    )
    processes.register(
        Process(
            key=PROPOSAL,
            label=_("proposed withdrawal"),
            content_of=content_of,
            on_task_decided=_answered,
            **shown,
        )
    )
    for preset in (PROVINCE, COUNTY_FIRST):
        presets.register(preset)
