"""What the review kit needs to know of activity reports."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from activities import facts
from review import presets, processes
from review.content import Content
from review.presets import Preset
from review.processes import Process

KEY = "activity"

_CITY = {"order": 2, "verb": "审核", "return_label": "市级退回", "level": 2, "days_allowed": 3}
_PROVINCE = {"order": 3, "verb": "省级审核", "return_label": "省级退回", "level": 1, "days_allowed": 5}
_COUNTY_FOR_TOWNS = {
    "order": 1,
    "verb": "县级审核",
    "return_label": "县级退回",
    "level": 3,
    "days_allowed": 3,
    "only_for_levels": [4],
}


def content_of(version_ids) -> dict[int, Content]:
    """Facts and evidence of versions; title, text, tags and alternative texts are words."""
    from activities.models import ReportVersion

    versions = ReportVersion.objects.filter(pk__in=version_ids).prefetch_related(
        "pictures__file", "attachments__file"
    )
    return {version.pk: _content(version) for version in versions}


def _content(version) -> Content:
    files = [*version.pictures.all(), *version.attachments.all()]
    return Content(
        facts={**facts.read(version), "organization_id": version.organization_id},
        evidence={f"{row._meta.model_name}-{row.file_id}": row.file.sha256 for row in files},
        words={
            "title": version.title,
            "body": version.body,
            "tags": version.tags,
            "alts": [picture.alt for picture in version.pictures.all()],
        },
    )


def _refusals(version_ids):
    from activities import rules

    return rules.not_publishable(version_ids)


def _subject(version_id):
    from activities.models import ReportVersion

    return ReportVersion.objects.select_related(
        "kind", "region", "partner_region", "organization", "created_by", "page__approved_version"
    ).get(pk=version_id)


def _concluded(reviews, *, by):
    from activities.actions import conclude_reports

    conclude_reports(reviews, by=by)


def _returned(reviews, *, by):
    from activities.actions import mark_returned

    mark_returned(reviews, by=by)


def _labels():
    from activities.queries import fact_labels

    return fact_labels()


def _show(name, value):
    from activities.queries import shown_value

    return shown_value(name, value)


def register():
    """Make the process and its presets known; called when the app is ready, before models may be queried."""
    processes.register(
        Process(
            key=KEY,
            label=_("activity report"),
            content_of=content_of,
            subject_of=_subject,
            on_concluded=_concluded,
            on_returned=_returned,
            refusals=_refusals,
            template="activities/desk/subject.html",
            mend_url=lambda version_id: reverse("activities_desk:edit", args=[version_id]),
            labels=_labels,
            show=_show,
        )
    )
    presets.register(
        Preset(
            KEY,
            "city",
            "活动情况审核：县报市审，市报省审",
            [_COUNTY_FOR_TOWNS, _CITY],
            note="县级填报由市级审核；市级填报由省级审核；省本级由另一人审核。",
            is_default=True,
        )
    )
    presets.register(
        Preset(
            KEY,
            "city-province",
            "活动情况审核：市审核、省复核",
            [_COUNTY_FOR_TOWNS, _CITY, {**_PROVINCE, "verb": "复核"}],
            note="市级审核通过后再由省级复核。",
        )
    )
    presets.register(
        Preset(KEY, "province", "活动情况审核：省级直接审核", [_PROVINCE], note="所有填报由省级直接审核。")
    )
