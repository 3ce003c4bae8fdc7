"""What the review kit needs to know of filings, and the chain they start with (M13, M15)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities.measures import BY_KEY
from review import presets, processes
from review.content import Content
from review.presets import Preset
from review.processes import Process

KEY = "filing"


def content_of(filing_ids) -> dict[int, Content]:
    """Vouched and computed figures and remarks are the facts, summary and scan the evidence."""
    from home.indicators.models import Filing

    filings = Filing.objects.filter(pk__in=filing_ids).select_related("summary", "scan")
    return {filing.pk: _content(filing) for filing in filings}


def _content(filing) -> Content:
    files = {"summary": filing.summary, "scan": filing.scan}
    total = filing.computed["rows"][0]["values"] if filing.computed else {}
    return Content(
        facts={
            "period_id": filing.period_id,
            "region_id": filing.region_id,
            **filing.vouched,
            "remarks": filing.remarks,
            "computed": total,
        },
        evidence={f"{name}-{file.pk}": file.sha256 for name, file in files.items() if file},
        words={"note": filing.note},
    )


def _subject(filing_id):
    from home.indicators.models import Filing
    from home.indicators.views.sheet import sheet_of

    filing = Filing.objects.select_related(
        "period__region", "region", "organization", "created_by", "summary", "scan", "review"
    ).get(pk=filing_id)
    filing.sheet = sheet_of(filing)
    return filing


def _concluded(reviews, *, by):
    from home.indicators.actions import conclude_filings

    conclude_filings(reviews, by=by)


def _returned(reviews, *, by):
    from home.indicators.actions import mark_returned

    mark_returned(reviews, by=by)


def _refusals(filing_ids):
    from home.indicators import rules
    from home.indicators.models import Filing

    return rules.not_publishable(Filing.objects.filter(pk__in=filing_ids))


def _labels():
    return {
        **{key: measure.label for key, measure in BY_KEY.items()},
        "remarks": _("remarks"),
        "computed": _("computed figures"),
        "note": _("explanation of differences"),
    }


def _show(name, value):
    from home.indicators.exports import shown

    if isinstance(value, dict):
        if name == "computed":
            return "；".join(
                f"{BY_KEY[key].label} {shown(BY_KEY[key], number)}" for key, number in value.items()
            )
        return "；".join(str(words) for words in value.values())
    return shown(BY_KEY[name], value) if name in BY_KEY and value is not None else value


def register():
    """Make the process and its preset known; called when the app is ready."""
    processes.register(
        Process(
            key=KEY,
            label=_("statistics filing"),
            content_of=content_of,
            subject_of=_subject,
            on_concluded=_concluded,
            on_returned=_returned,
            refusals=_refusals,
            template="home/filings/subject.html",
            mend_url=lambda filing_id: reverse("filings:edit", args=[filing_id]),
            labels=_labels,
            show=_show,
        )
    )
    presets.register(
        Preset(
            KEY,
            "province",
            "统计表上报：省级接收",
            [
                {
                    "order": 1,
                    "verb": "接收",
                    "return_label": "省级退回",
                    "level": 1,
                    "days_allowed": 5,
                }
            ],
            note="市州汇总盖章后连同工作小结上报，由省级接收或退回。",
            is_default=True,
        )
    )
