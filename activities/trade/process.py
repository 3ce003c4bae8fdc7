"""What the review kit needs to know of trade records, and the chains as shipped (C-12, C-17)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.trade import facts
from review import presets, processes
from review.content import Content
from review.presets import Preset
from review.processes import Process

KEY = "trade"

_PARENT = {
    "order": 1,
    "verb": "核准",
    "return_label": "退回修改",
    "scope": "parent",
    "role": "administrator",
    "days_allowed": 3,
}
_CITY = {"order": 2, "verb": "审核通过", "return_label": "市级退回", "level": 2, "days_allowed": 5}
# What hangs on the province itself has no city over it (A12).
_PROVINCE = {
    "order": 3,
    "verb": "审核通过",
    "return_label": "省级退回",
    "level": 1,
    "days_allowed": 5,
    "only_for_levels": [1],
}


def content_of(record_ids) -> dict[int, Content]:
    """Facts and vouchers of records; remarks are words."""
    from activities.trade.models import TradeRecord

    records = TradeRecord.objects.filter(pk__in=record_ids).prefetch_related("vouchers__voucher__file")
    return {record.pk: _content(record) for record in records}


def _content(record) -> Content:
    papers = [link.voucher for link in record.vouchers.all()]
    return Content(
        facts={**facts.read(record), "organization_id": record.organization_id},
        evidence={f"voucher-{paper.pk}": paper.file.sha256 for paper in papers},
        words={"remarks": record.remarks},
    )


def _subject(record_id):
    from activities.trade.queries import subject

    return subject(record_id)


def _advanced(reviews, *, by):
    from activities.trade.actions import mark_advanced

    mark_advanced(reviews, by=by)


def _concluded(reviews, *, by):
    from activities.trade.actions import conclude_records

    conclude_records(reviews, by=by)


def _returned(reviews, *, by):
    from activities.trade.actions import mark_returned

    mark_returned(reviews, by=by)


def _labels():
    from activities.trade.queries import fact_labels

    return fact_labels()


def _show(name, value):
    from activities.trade.queries import shown_value

    return shown_value(name, value)


def register():
    """Make the process and its presets known; called when the app is ready, before models may be queried."""
    processes.register(
        Process(
            key=KEY,
            label=_("trade record"),
            content_of=content_of,
            subject_of=_subject,
            on_advanced=_advanced,
            on_concluded=_concluded,
            on_returned=_returned,
            template="trade/desk/subject.html",
            mend_url=lambda record_id: reverse("trade_desk:edit", args=[record_id]),
            labels=_labels,
            show=_show,
        )
    )
    presets.register(
        Preset(
            KEY,
            "parent-city",
            "购销记录：管理员核准、市级审核",
            [_PARENT, _CITY, _PROVINCE],
            note="商户、门店的记录先由所属市场、商超核准；所有记录由市级审核，省级接收审核通过的记录。",
            is_default=True,
        )
    )
    presets.register(
        Preset(
            KEY,
            "parent",
            "购销记录：管理员核准后直报省级",
            [_PARENT],
            note="商户、门店的记录由所属市场、商超核准；其他单位自行审核提交，提交即计入。",
        )
    )
