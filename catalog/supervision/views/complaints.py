"""监管 at the desk: complaints of a territory, and one complaint with everything that can be done."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.desk import desk_view
from catalog.models import ProductPage
from catalog.supervision import actions, forms, queries, rules
from catalog.supervision.models import Complaint
from catalog.supervision.states import About, ComplaintState, Topic
from catalog.supervision.views.doors import Verb, chosen, done, offered

STATES = [
    ("", gettext_lazy("open ones")),
    ("late", gettext_lazy("overdue ones")),
    *ComplaintState.choices,
    ("all", gettext_lazy("all")),
]


def _product(complaint) -> ProductPage | None:
    if complaint.about_kind != About.PRODUCT:
        return None
    return ProductPage.objects.select_related("region", "supplier").filter(pk=complaint.about_id).first()


def _withdraw(complaint, said, by):
    actions.open_withdrawal(complaint, _product(complaint), said["reason"], said["words"], by=by)


VERBS = (
    Verb(
        "take_up",
        gettext_lazy("Begin the investigation"),
        rules.can_take_up,
        None,
        lambda complaint, said, by: actions.take_up(complaint, by=by),
        "go",
        "eye",
    ),
    Verb(
        "note",
        gettext_lazy("Write a note"),
        rules.can_note,
        forms.NoteForm,
        lambda complaint, said, by: actions.add_note(complaint, said["words"], by=by),
        icon="pencil",
    ),
    Verb(
        "establish",
        gettext_lazy("Say what was found"),
        rules.can_establish,
        forms.FindingForm,
        lambda complaint, said, by: actions.establish(complaint, said["finding"], said["words"], by=by),
        icon="shield-check",
    ),
    Verb(
        "answer",
        gettext_lazy("Answer the complainant"),
        rules.can_answer,
        forms.AnswerForm,
        lambda complaint, said, by: actions.answer_complaint(complaint, by=by, **said),
        "go",
        "message-square-text",
    ),
    Verb(
        "dismiss",
        gettext_lazy("Not accept it"),
        rules.can_dismiss,
        forms.AnswerForm,
        lambda complaint, said, by: actions.dismiss_complaint(complaint, by=by, **said),
        "warn",
        "ban",
    ),
    Verb(
        "withdraw",
        gettext_lazy("Open the withdrawal of the product"),
        lambda by, complaint: rules.can_withdraw_product(by, complaint, _product(complaint)),
        forms.WithdrawForm,
        _withdraw,
        "warn",
        "trash-2",
    ),
)


@desk_view
@require_GET
def complaint_list(request):
    """Complaints of one's territory; the address is the whole state."""
    if not rules.sees_supervision(request.user):
        raise Http404
    state = request.GET.get("state", "")
    state = state if state in dict(STATES) else ""
    topic = request.GET.get("topic", "")
    topic = topic if topic in Topic.values else ""
    q = request.GET.get("q", "").strip()[:60]
    rows = queries.complaints_of(request.user, state=state, topic=topic, q=q)
    context = {
        "page_obj": Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("page")),
        "states": STATES,
        "topics": [("", _("all topics")), *Topic.choices],
        "state": state,
        "topic": topic,
        "q": q,
        "is_filtered": bool(state or topic or q),
    }
    return render(request, "supervision/desk/complaints.html", context)


@desk_view
@require_http_methods(["GET", "POST"])
def complaint(request, pk):
    """One complaint read whole; a POST is one of the verbs, and gives back what was typed when refused."""
    row = get_object_or_404(Complaint.objects.select_related("region", "party__region", "office"), pk=pk)
    rules.can_see(request.user, row).require()
    verb, form = chosen(request, VERBS)
    if verb is not None and done(verb, form, row, request.user):
        messages.success(request, _("Done."))
        return redirect("supervision_desk:complaint", pk=pk)
    contact = ""
    if request.POST.get("verb") == "contact":
        contact = actions.read_contact(row, by=request.user)
    return _page(request, row, verb, form, contact)


def _page(request, row, verb, form, contact):
    user = request.user
    target = queries.target_of(row)
    context = {
        "complaint": row,
        "task": row.task,
        "target": target,
        "product": _product(row),
        "office": queries.handling_office(row),
        "tone": queries.TONES[row.state],
        "files": row.files.select_related("file"),
        "events": queries.trail(row),
        "notes": queries.notes_of(row),
        "doors": offered(_shown(row, verb), row, user, verb, form),
        "can_contact": rules.can_read_contact(user, row),
        "contact": contact,
        "can_blacklist": _may_enter(user, row),
        "entries": row.blacklistings.select_related("organization"),
    }
    return render(request, "supervision/desk/complaint.html", context, status=422 if form else 200)


def _shown(row, refused) -> list[Verb]:
    """The verbs worth a place on the page: what lies behind goes, unless it has just been refused."""
    over = set() if row.is_open else {"take_up", "note", "establish", "answer", "dismiss"}
    if row.state == ComplaintState.INVESTIGATING:
        over = {"take_up"}
    return [verb for verb in VERBS if verb.name not in over or verb is refused]


def _may_enter(user, row):
    """Blacklist or propose it: what this office may; the rule of its own level says why not."""
    if not row.is_true:
        return rules.only_verified()
    decide = rules.can_blacklist(user, row.party)
    return decide or rules.can_propose(user, row.party) or decide
