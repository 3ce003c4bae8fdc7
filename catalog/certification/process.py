"""What the review kit needs to know of products to be certified."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.certification.facts import APPLICATION_COLUMNS, ON_THE_WAY, ROW_COLUMNS, plain
from review import processes
from review.content import Content
from review.processes import Process

KEY = "certification"
# Who is asked, not what is decided on.
CONTACT = ("phone", "email")


def content_of(row_ids) -> dict[int, Content]:
    """Facts and evidence of rows with what stands for their whole application; pictures' descriptions are words."""
    from catalog.certification.models import ApplicationProduct

    rows = ApplicationProduct.objects.filter(pk__in=row_ids).select_related("application")
    rows = rows.prefetch_related("application__materials__file", "application__promises")
    return {row.pk: _content(row) for row in rows}


def _content(row) -> Content:
    application = row.application
    papers = [
        paper
        for paper in application.materials.all()
        if paper.product_id in {None, row.pk} and paper.kind not in ON_THE_WAY
    ]
    shared = {name: getattr(application, name) for name in APPLICATION_COLUMNS if name not in CONTACT}
    return Content(
        facts={
            **{name: plain(getattr(row, name)) for name in ROW_COLUMNS},
            **shared,
            "organization_id": application.organization_id,
            "kind": application.kind,
            "promises": sorted(promise.pledge for promise in application.promises.all()),
        },
        evidence={f"{paper.kind}-{paper.pk}": paper.file.sha256 for paper in papers},
        words={
            **{name: getattr(application, name) for name in CONTACT},
            "alts": [paper.alt for paper in papers if paper.alt],
        },
    )


def _subject(row_id):
    from catalog.certification.models import ApplicationProduct

    return ApplicationProduct.objects.select_related(
        "application__organization__region",
        "application__round",
        "application__station",
        "application__created_by",
        "region",
        "category",
        "product",
        "review",
    ).get(pk=row_id)


def _concluded(reviews, *, by):
    from catalog.certification.actions import conclude_rows

    conclude_rows(reviews, by=by)


def _returned(reviews, *, by):
    from catalog.certification.actions import mark_returned

    mark_returned(reviews, by=by)


def _refusals(row_ids):
    from catalog.certification.whole import not_approvable

    return not_approvable(row_ids)


def _labels():
    from catalog.certification.queries.shown import fact_labels

    return fact_labels()


def _show(name, value):
    from catalog.certification.queries.shown import shown_value

    return shown_value(name, value)


def _lines(row_ids):
    from catalog.certification.queries.shown import notice_lines

    return notice_lines(row_ids)


def _mend_url(row_id):
    return reverse("certification_desk:mend", args=[row_id])


def register():
    """Make the process known; called when the app is ready."""
    processes.register(
        Process(
            key=KEY,
            label=_("certification"),
            content_of=content_of,
            subject_of=_subject,
            on_concluded=_concluded,
            on_returned=_returned,
            refusals=_refusals,
            template="certification/desk/subject.html",
            mend_url=_mend_url,
            labels=_labels,
            show=_show,
            publicises=True,
            notice_lines=_lines,
        )
    )
