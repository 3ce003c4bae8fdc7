"""The office's side: what waits for a notice, writing and issuing one, what was issued, corrections."""

from collections import defaultdict
from types import SimpleNamespace

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.desk import desk_view
from catalog.notices import actions, queries, rules
from catalog.notices.actions.issue import MOST_ROWS
from catalog.notices.forms import NoticeForm
from catalog.notices.models import NoticePage
from catalog.notices.queries.sheet import TONES, events_of, strip
from catalog.notices.states import ObjectionState
from core import workdays
from core.models import PrivateFile
from review import processes

SHOWN_PER_GROUP = 200
PER_PAGE = 20
SALT = "notices.attachments"
WORDS = ("title", "document_number", "words", "interpretation")


@desk_view
@require_GET
def waiting(request):
    """Rows that wait for a notice of this office, by kind, days and round; ticked, or all of a kind at once."""
    rules.can_publicise(request.user).require()
    groups = defaultdict(list)
    for review in queries.waiting(request.user.organization):
        groups[review.process, review.publicity_step.publicity_days].append(review)
    shown = [
        {
            "label": processes.get(process).label,
            "days": days,
            "total": len(reviews),
            "rows": reviews[:SHOWN_PER_GROUP],
            "all": ",".join(str(review.pk) for review in reviews[:MOST_ROWS]),
        }
        for (process, days), reviews in groups.items()
    ]
    return render(request, "notices/desk/waiting.html", {"groups": shown})


@desk_view
@require_POST
def issue(request):
    """From ticked rows to an open notice: words, then how it will look, then the one button that opens it."""
    user = request.user
    reviews = _ticked(request)
    verdict = rules.can_issue(user, reviews)
    if not verdict:
        messages.error(request, verdict.sentence)
        return redirect("notices_desk:waiting")
    is_written = "step" in request.POST
    form = (
        NoticeForm(request.POST, request.FILES, is_demo=user.is_demo) if is_written else _blank(user, reviews)
    )
    files, status = _kept_files(request), 200
    if is_written:
        status = 422
        if form.is_valid():
            files += form.cleaned_data["attachments"]
            status = 200
            if request.POST["step"] == "issue" and (notice := _issued(request, reviews, form, files)):
                return redirect("notices_desk:notice", pk=notice.pk)
            if form.errors:
                status = 422
    is_preview = is_written and not form.errors and request.POST["step"] == "preview"
    context = _writing(user, reviews, form, files) | {"is_preview": is_preview}
    return render(request, "notices/desk/issue.html", context, status=status)


def _ticked(request) -> list:
    """The chosen rows, as far as they still wait for this office."""
    chosen = request.POST.getlist("rows")
    if request.POST.get("every"):
        chosen = [request.POST["every"]]
    keys = {int(key) for part in chosen for key in part.split(",") if key.isdigit()}
    found = queries.waiting(request.user.organization).filter(pk__in=keys)
    return list(found.order_by("region", "pk")[: MOST_ROWS + 1])


def _blank(user, reviews) -> NoticeForm:
    label, office = processes.get(reviews[0].process).label, user.organization.name
    count = len(reviews)
    title = _("Notice on %(count)s rows: %(label)s") % {"count": count, "label": label}
    return NoticeForm(
        initial={
            "title": title,
            "words": _(
                "The following has been reviewed and is made public for objection. Whoever objects may do so on this"
                " page without an account, or by telephone, until the end of the last day."
            ),
            "interpretation": office,
        }
    )


def _kept_files(request) -> list:
    """Files of the step before, signed so that nobody hangs another's file on a notice."""
    found = []
    for value in request.POST.getlist("kept"):
        try:
            pk, title = signing.loads(value, salt=SALT, max_age=24 * 60 * 60)
        except signing.BadSignature:
            continue
        file = PrivateFile.objects.filter(pk=pk).first()
        if file:
            found.append((title, file))
    return found


def _issued(request, reviews, form, files):
    try:
        notice = actions.issue_notice(
            reviews,
            by=request.user,
            attachments=files,
            **{name: form.cleaned_data[name] for name in WORDS},
        )
    except ValidationError as error:
        _blame(form, error)
        return None
    messages.success(
        request, _("The notice is open until %(day)s.") % {"day": notice.ends_on.strftime("%Y-%m-%d")}
    )
    return notice


def _blame(form, error):
    found = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    for name, sentences in found.items():
        form.add_error(name if name in form.fields else None, sentences)


def _writing(user, reviews, form, files) -> dict:
    """What the writing pages show: the rows as they will be frozen, the computed end, the files."""
    step, today = reviews[0].publicity_step, timezone.localdate()
    end = workdays.publicity_end(today, step.publicity_days)
    process = processes.get(reviews[0].process)
    given = process.notice_lines([review.subject_id for review in reviews])
    draft = NoticePage(opened_on=today, ends_on=end, days=step.publicity_days)
    rows = [SimpleNamespace(**given[r.subject_id]) for r in reviews if r.subject_id in given]
    queries.name_places(rows)
    return {
        "form": form,
        "reviews": reviews,
        "rows": ",".join(str(review.pk) for review in reviews),
        "columns": rows,
        "office": user.organization,
        "today": today,
        "end": end,
        "step": step,
        "days": strip(draft, today),
        "is_confirmed": queries.is_calendar_confirmed(today, end),
        "files": [
            {"title": title, "kept": signing.dumps([file.pk, title], salt=SALT), "size": file.size}
            for title, file in files
        ],
    }


@desk_view
@require_GET
def issued(request):
    """Notices of this office and of those below it, the newest first, with the objections that wait."""
    rules.can_publicise(request.user).require()
    state = request.GET.get("state", "")
    notices = NoticePage.objects.live().within(request.user.organization.region).select_related("office")
    if state in {"open", "closed"}:
        notices = notices.filter(is_open=state == "open")
    waiting_answers = Count("lines__objections", filter=Q(lines__objections__state=ObjectionState.OPEN))
    notices = notices.annotate(waiting=waiting_answers).order_by("-opened_on", "-pk")
    page = Paginator(notices, PER_PAGE).get_page(request.GET.get("page"))
    queries.with_days_left(page)
    return render(request, "notices/desk/issued.html", {"page_obj": page, "state": state})


@desk_view
@require_GET
def notice(request, pk):
    """One notice with its rows, their objections and everything that happened."""
    page = get_object_or_404(NoticePage.objects.live().select_related("office__region"), pk=pk)
    rules.can_see(request.user, page).require()
    queries.with_days_left([page])
    lines = list(page.lines.prefetch_related("objections").order_by("number"))
    for line in lines:
        line.tone = TONES[line.state]
    context = {
        "notice": page,
        "lines": lines,
        "events": events_of(page),
        "may_correct": rules.can_correct(request.user, page),
    }
    return render(request, "notices/desk/notice.html", context)


@desk_view
def correct(request, pk):
    """Write and publish a correction."""
    page = get_object_or_404(NoticePage.objects.live().select_related("office"), pk=pk)
    rules.can_correct(request.user, page).require()
    initial = {
        "title": _("Correction of “%(title)s”") % {"title": page.title},
        "interpretation": page.interpretation,
    }
    if request.method != "POST":
        form = NoticeForm(initial={name: value[:120] for name, value in initial.items()})
        return render(request, "notices/desk/correct.html", {"notice": page, "form": form})
    form = NoticeForm(request.POST, request.FILES, is_demo=request.user.is_demo)
    if form.is_valid():
        try:
            made = actions.correct_notice(
                page,
                by=request.user,
                attachments=form.cleaned_data["attachments"],
                **{name: form.cleaned_data[name] for name in WORDS},
            )
        except ValidationError as error:
            _blame(form, error)
        else:
            messages.success(request, _("The correction is published."))
            return redirect("notices_desk:notice", pk=made.pk)
    return render(request, "notices/desk/correct.html", {"notice": page, "form": form}, status=422)
