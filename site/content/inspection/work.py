"""The inspection as long work: by the editor's button as a Job, by the clock at night, by hand."""

from datetime import timedelta

from django.utils import timezone, translation
from wagtail.models import Site

from content import looking
from content.inspection import columns, links, marks, media, pages
from content.inspection.findings import Findings
from content.looks import Inspection
from content.models import AppDocument, SiteSettings
from content.queries import allowed_numbers
from core import jobs

KIND = "content.inspect"
KEPT = 5
NIGHT = range(1, 5)
# In the small hours at most once; at any hour when a night was missed.
SINCE, MISSED = timedelta(hours=20), timedelta(hours=30)


def run(on_progress=lambda done, total: None) -> Inspection:
    """Inspect the whole site now. Safe to interrupt and run again: what was looked at is not looked at again.

    `on_progress(done, total)` is called between chunks, outside of any transaction of ours.
    """
    with translation.override("zh-hans"):
        return _run(on_progress)


def _run(on_progress):
    inspection = Inspection.objects.create()
    total = pages.count() + AppDocument.objects.count()
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    findings, done = Findings(), 0
    allowed_marks = {looking.mark_of(digits) for digits in allowed_numbers()}

    def step(number):
        on_progress(done + number, total)

    pages.look_at_all(findings, step)
    done = pages.count()
    resolver, outside = links.Resolver(site), []
    outside = links.check(pages.with_more(), resolver, findings)
    for chunk in pages.with_more():
        pages.tell(chunk, allowed_marks, findings)
    media.check_documents(allowed_marks, findings, step)
    media.check_pictures(allowed_marks, findings)
    if site:
        settings = SiteSettings.for_site(site)
        marks.check(settings, site, findings)
        columns.check(settings, site.root_page, findings)
    return _keep(inspection, findings, outside, total)


def _keep(inspection, findings, outside, total):
    inspection.findings, inspection.counts, inspection.outside = (
        findings.listed,
        dict(findings.counts),
        outside,
    )
    inspection.looked_at, inspection.finished_at = total, timezone.now()
    inspection.save()
    done = Inspection.objects.exclude(finished_at=None).values_list("pk", flat=True)[:KEPT]
    Inspection.objects.exclude(pk__in=list(done)).filter(pk__lt=inspection.pk).delete()
    return inspection


@jobs.job(KIND)
def inspect(job) -> dict:
    """The same with progress, for who asked for it."""
    inspection = run(lambda done, total: jobs.progress(job, done, total))
    return {"inspection": inspection.pk, "counts": inspection.counts}


def run_when_due(now=None) -> bool:
    """A timer: hand the nightly inspection to the worker; false when it is not time."""
    from content.tasks import inspect_site

    now = timezone.localtime(now)
    last = Inspection.objects.order_by("-pk").values_list("started_at", flat=True).first()
    is_due = last is None or now - last > (SINCE if now.hour in NIGHT else MISSED)
    if is_due:
        inspect_site()
    return is_due
