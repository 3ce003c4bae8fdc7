"""Applications at the desk: the list with what comes next, one read whole, rows decided together, the print."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.desk import desk_view
from catalog.certification import actions, queries, rules
from catalog.certification.forms import LetterForm
from catalog.certification.models import Application, ApplicationProduct, CertificationRound
from catalog.certification.process import KEY
from catalog.certification.queries.shown import application_facts, papers, row_facts
from catalog.certification.states import ApplicationState, RowState
from catalog.models import ProductPage
from core.errors import Refused
from review import actions as review_actions
from review import rules as review_rules
from review.forms import PointsField
from review.models import Outcome, ReviewTask, Status, TaskKind
from review.timeline import events_of

PER_PAGE = 20
TONES = {
    "draft": "plain",
    "submitted": "waiting",
    "returned": "returned",
    "concluded": "done",
    "certified": "counted",
    "refused": "refused",
    "revoked": "refused",
    "withdrawn": "closed",
}
GROUPS = (
    ("", gettext_lazy("all")),
    *((state.value, state.label) for state in ApplicationState),
)


def _waiting():
    tasks = ReviewTask.objects.open().exclude(kind=TaskKind.MEND)
    return Prefetch(
        "review__tasks", queryset=tasks.select_related("region", "organization", "step"), to_attr="waiting"
    )


def _rows():
    rows = ApplicationProduct.objects.select_related(
        "region", "category", "product", "review__publicity_region"
    )
    return Prefetch("products", queryset=rows.prefetch_related(_waiting()), to_attr="rows")


def _tell(row):
    """Give a row what its line prints: its tone and what comes next."""
    row.tone = TONES[row.state]
    review = row.review
    row.in_publicity = bool(review and review.status == Status.PUBLICITY)
    return row


@desk_view
@require_GET
def application_list(request):
    """A supplier's own applications, or those of an office's territory, newest first."""
    user = request.user
    found = Application.objects.visible_to(user).select_related("organization", "region", "round")
    chosen = request.GET.get("state", "")
    if chosen not in dict(GROUPS):
        raise Http404
    if chosen:
        found = found.filter(state=chosen)
    number = request.GET.get("round", "")
    one = CertificationRound.objects.filter(pk=number).first() if number.isdecimal() else None
    if one:
        found = found.filter(round=one)
    words = request.GET.get("words", "").strip()[:60]
    if words:
        found = found.filter(entity_name__icontains=words)
    page = Paginator(found.prefetch_related(_rows()), PER_PAGE).get_page(request.GET.get("page"))
    for application in page:
        application.tone = TONES[application.state]
        application.rows = [_tell(row) for row in application.rows]
    is_office = user.organization.is_office
    groups = [group for group in GROUPS if not (is_office and group[0] == ApplicationState.DRAFT)]
    context = {
        "page_obj": page,
        "groups": [{"key": key, "label": label, "on": key == chosen} for key, label in groups],
        "verdict": rules.can_begin(user),
        "is_office": is_office,
        "may_round": rules.can_open_round(user),
        "round": one,
        "words": words,
        "due": [] if is_office else queries.due_for_renewal(user.organization),
    }
    return render(request, "certification/desk/list.html", context)


@desk_view
@require_POST
def renew(request, code):
    """Begin the renewal of a product."""
    product = get_object_or_404(ProductPage, code=code, supplier=request.user.organization_id)
    application = actions.renew_product(product, by=request.user)
    return redirect("certification_desk:edit", pk=application.pk)


def _seen(request, pk) -> Application:
    found = Application.objects.select_related(
        "organization__region", "region", "round", "station", "created_by", "bundle"
    )
    application = get_object_or_404(found.prefetch_related(_rows(), "promises__ticked_by"), pk=pk)
    rules.can_see(request.user, application).require()
    return application


@desk_view
@require_GET
def detail(request, pk):
    """One application read whole: every product with its facts, papers and history, and what can be done now."""
    application = _seen(request, pk)
    user = request.user
    files = papers(application)
    mine = _tasks(user, application)
    rows = [
        {
            "row": _tell(row),
            "facts": row_facts(row),
            "papers": [paper for paper in files if paper["row"].product_id == row.pk],
            "events": events_of(row.review) if row.review_id else [],
            "task": mine.get(row.review_id),
        }
        for row in application.rows
    ]
    is_own = application.organization_id == user.organization_id
    context = {
        "application": application,
        "tone": TONES[application.state],
        "facts": application_facts(application),
        "rows": rows,
        "papers": [paper for paper in files if paper["row"].product_id is None],
        "is_own": is_own,
        "may_edit": rules.can_edit(user, application),
        "may_withdraw": rules.can_withdraw(user, application),
        "may_letter": rules.can_add_on_the_way(user, application),
        "letter_form": LetterForm(),
        "may_decide": len(mine) > 1,
    }
    return render(request, "certification/desk/detail.html", context)


def _tasks(user, application) -> dict[int, ReviewTask]:
    """Review → the open task of it that this person may decide."""
    tasks = (
        ReviewTask.objects.open().visible_to(user).filter(process=KEY, review__bundle=application.bundle_id)
    )
    tasks = tasks.exclude(kind=TaskKind.MEND).select_related("step", "review", "applicant", "claimed_by")
    return {task.review_id: task for task in tasks.order_by("-pk") if review_rules.can_decide(user, task)}


@desk_view
@require_http_methods(["GET", "POST"])
def decide_rows(request, pk):
    """Decide some products of an application together: those ticked get the outcome, the rest goes on waiting."""
    application = _seen(request, pk)
    mine = _tasks(request.user, application)
    rows = [_tell(row) for row in application.rows]
    points = review_actions.points_of(mine.values())
    errors, typed = {}, request.POST
    if request.method == "POST":
        chosen = [task for task in mine.values() if str(task.pk) in typed.getlist("task")]
        try:
            return _decide(request, application, chosen)
        except ValidationError as error:
            errors = error.message_dict
        except Refused as refusal:
            errors = {"task": [str(refusal)]}
    field = PointsField(choices=[(point, point) for point in points])
    context = {
        "application": application,
        "rows": [{"row": row, "task": mine.get(row.review_id), "facts": row_facts(row)} for row in rows],
        "points": points,
        "field": field,
        "errors": errors,
        "ticked": set(typed.getlist("task")),
        "checked": typed.getlist("checked"),
        "words": typed.get("words", ""),
        "offers_refusal": any(task.step.can_refuse for task in mine.values()),
    }
    return render(request, "certification/desk/rows.html", context, status=422 if errors else 200)


def _decide(request, application, tasks):
    if not tasks:
        raise ValidationError({"task": _("Tick the products that this is about.")})
    verdicts = review_actions.decide_many(
        [task.pk for task in tasks],
        request.POST.get("outcome", ""),
        by=request.user,
        words=request.POST.get("words", "")[:2000],
        checked=request.POST.getlist("checked"),
    )
    for sentence in verdicts.refused.values():
        messages.error(request, sentence)
    if verdicts.decided:
        outcome = Outcome(request.POST["outcome"]).label
        words = _("%(count)s products: %(outcome)s.") % {"count": len(verdicts.decided), "outcome": outcome}
        messages.success(request, words)
    return redirect("certification_desk:detail", pk=application.pk)


@desk_view
@require_GET
def printed(request, pk):
    """The application form on paper, with places for signature and seal (F10)."""
    application = _seen(request, pk)
    context = {
        "application": application,
        "facts": application_facts(application),
        "rows": [{"row": row, "facts": row_facts(row)} for row in application.rows],
    }
    return render(request, "certification/desk/print.html", context)


@desk_view
@require_GET
def mend(request, pk):
    """Where a returned product is mended: in the form of its application."""
    row = get_object_or_404(ApplicationProduct.objects.select_related("application"), pk=pk)
    name = "edit" if row.state == RowState.RETURNED else "detail"
    return redirect(f"certification_desk:{name}", pk=row.application_id)


def _own(request, pk) -> Application:
    return get_object_or_404(Application.objects.filter(organization=request.user.organization_id), pk=pk)


@desk_view
@require_http_methods(["GET", "POST"])
def discard(request, pk):
    """Asks once, then throws a draft away."""
    application = _own(request, pk)
    if request.method == "GET":
        rules.can_discard(request.user, application).require()
        return render(request, "certification/desk/discard.html", {"application": application})
    actions.discard_application(application, by=request.user)
    messages.success(request, _("The draft is gone."))
    return redirect("certification_desk:list")


@desk_view
@require_POST
def withdraw(request, pk):
    """Take back whatever of the application still runs."""
    actions.withdraw_application(
        _own(request, pk), by=request.user, words=request.POST.get("words", "")[:500]
    )
    messages.success(request, _("Taken back. What is certified stays in the directory."))
    return redirect("certification_desk:detail", pk=pk)
