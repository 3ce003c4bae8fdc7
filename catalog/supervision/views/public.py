"""For everybody: complain, read the answer by receipt, published results, the blacklist."""

from allauth.core.internal import ratelimit
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.supervision import actions, queries, targets
from catalog.supervision.forms import ComplaintForm, StatusForm
from catalog.supervision.models import Complaint
from catalog.supervision.views import head
from core.errors import Refused, TooMany

SALT = "supervision.receipt"
RECEIPT_LIFE_SECONDS = 24 * 60 * 60
# Looking up a receipt: per address, and per number, so that four digits are not guessed.
RATES = {"complaint_status": "60/h/ip,10/h/key"}


@require_safe
def index(request):
    """What supervision is for everybody: the ways to complain, and what came of it."""
    context = {
        "page": head.of_index(),
        "answers": queries.published()[:5],
        "entries": queries.blacklist(state="in_force")[:5],
    }
    return render(request, "supervision/index.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def complain(request):
    """The form at `?about=<kind>-<id>`; a complaint that was taken leads to its receipt."""
    target = targets.read(request.GET.get("about", ""))
    if target is None:
        raise Http404
    if request.method == "GET":
        return _form(request, target, ComplaintForm(request=request))
    form = ComplaintForm(request.POST, request.FILES, request=request)
    made = _filed(target, form)
    if made is None:
        return _form(request, target, form, status=422)
    return redirect("supervision:receipt", token=signing.dumps(made.pk, salt=SALT))


def _filed(target, form) -> Complaint | None:
    """The complaint; None when the form says what is wrong, and then its proof is not spent."""
    try:
        with transaction.atomic():
            if not form.is_valid():
                return None
            said = form.cleaned_data
            return actions.file_complaint(
                target,
                topic=said["topic"],
                words=said["words"],
                contact=said["contact"],
                uploads=said["files"],
            )
    except ValidationError as error:
        form.add_error(None, error)
    except TooMany:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def _form(request, target, form, *, status=200):
    context = {"form": form, "target": target, "page": head.of_form(target)}
    return render(request, "supervision/complain.html", context, status=status)


@never_cache
@require_safe
def receipt(request, token):
    """The receipt to print or copy, for a day; later the status page answers."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=RECEIPT_LIFE_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    complaint = get_object_or_404(Complaint, pk=pk)
    context = {
        "complaint": complaint,
        "office": queries.handling_office(complaint),
        "page": head.of_receipt(),
    }
    return render(request, "supervision/receipt.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def status(request):
    """How a complaint stands, by its receipt number and four digits; they never stand in an address."""
    form, complaint, code = StatusForm(request.POST or None), None, 200
    if request.method == "POST" and form.is_valid():
        _count(request, form.cleaned_data["receipt"])
        complaint = queries.status_of(**form.cleaned_data)
        if complaint is None:
            form.add_error(None, _("No complaint has this number with these digits. Please compare both."))
    if request.method == "POST" and complaint is None:
        code = 422
    context = {"form": form, "complaint": complaint, "page": head.of_status()}
    if complaint is not None:
        context |= {"events": queries.trail(complaint), "office": queries.handling_office(complaint)}
    return render(request, "supervision/status.html", context, status=code)


def _count(request, key):
    if not ratelimit.consume(
        request, app="supervision", action="complaint_status", key=key.strip().upper(), config=RATES
    ):
        raise TooMany(_("Too many tries. Please try again in an hour, or telephone."))


@require_safe
def answers(request):
    """Published summaries of closed complaints."""
    context = {"page_obj": _page(request, queries.published()), "page": head.of_answers()}
    return render(request, "supervision/answers.html", context)


@require_safe
def blacklist(request):
    """The dishonesty blacklist, found by name or code; ended entries stay and say so."""
    q, state = request.GET.get("q", "").strip()[:60], request.GET.get("state", "")
    organization = request.GET.get("organization", "")
    if state not in {"", "in_force", "ended"} or not (organization == "" or organization.isdecimal()):
        raise Http404
    rows = queries.blacklist(q=q, state=state, organization=int(organization[:18]) if organization else None)
    context = {
        "page_obj": _page(request, rows),
        "page": head.of_blacklist(),
        "q": q,
        "state": state,
        "is_filtered": bool(q or state or organization),
    }
    return render(request, "supervision/blacklist.html", context)


def _page(request, rows):
    number, paginator = request.GET.get("page", "1"), Paginator(rows, queries.PER_PAGE)
    if not number.isdecimal() or not 1 <= int(number[:6]) <= paginator.num_pages:
        raise Http404
    return paginator.page(int(number))
