"""The public list and its feed, the form of an objection, its receipt, its status."""

import re

from allauth.core import ratelimit
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.notices import actions, queries, rules
from catalog.notices.forms import ObjectionForm, StatusForm
from catalog.notices.models import NoticeLine, Objection
from content import feeds
from core.errors import TooMany
from regions import queries as regions
from regions.models import Region

PER_PAGE = 20
# A receipt's own page can be opened again for so long; then the number itself has to do.
RECEIPT_LIFE = 24 * 60 * 60
SALT = "notices.receipt"


def _chosen(request) -> dict:
    """What the address asks for; 404 for a region, year or state that does not exist."""
    get = request.GET
    try:
        region = regions.current_region(get["region"]) if get.get("region") else None
    except Region.DoesNotExist:
        raise Http404 from None
    year, state = get.get("year", ""), get.get("state", "")
    if (year and not re.fullmatch(r"20\d\d", year)) or state not in {"", "open", "closed"}:
        raise Http404
    return {"region": region, "year": int(year) if year else None, "state": state}


def notice_list(request) -> dict:
    """Context of a page of the list."""
    chosen = _chosen(request)
    try:
        page = Paginator(queries.selection(**chosen), PER_PAGE).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None
    notices = queries.with_days_left(list(page))
    return {
        **chosen,
        "page_obj": page,
        "notices": notices,
        "years": queries.years(),
        "regions": _regions(chosen["region"]),
        "chips": _chips(request, chosen),
        "feed_query": _filters(request).urlencode(),
    }


def _filters(request):
    kept = request.GET.copy()
    for name in list(kept):
        if name not in {"region", "year", "state"} or not kept[name]:
            del kept[name]
    return kept


def _chips(request, chosen) -> list[dict]:
    words = {"open": _("open for objection"), "closed": _("closed")}
    labels = {
        "region": chosen["region"] and chosen["region"].name,
        "year": chosen["year"] and str(chosen["year"]),
        "state": words.get(chosen["state"]),
    }
    chips = []
    for name, label in labels.items():
        if label:
            without = _filters(request)
            del without[name]
            chips.append({"label": label, "url": "?" + without.urlencode()})
    return chips


def _regions(chosen) -> dict:
    """Where one can go from here: up to each region above, down to each one directly below."""
    top = regions.root()
    here = chosen if chosen and top.contains(chosen) else top
    trail = [region for region in here.ancestors() if top.contains(region)]
    return {"here": here, "above": trail[:-1], "below": list(regions.children_of(here))}


def notice_feed(request, index) -> HttpResponse:
    """The newest notices of the same selection as an Atom feed."""
    return feeds.atom(
        request,
        title=index.title,
        path=index.get_url(request),
        description=index.description or _("Publicity notices"),
        entries=[
            {
                "title": notice.title,
                "link": notice.get_url(request),
                "description": notice.summary,
                "author_name": notice.office.name,
                "pubdate": notice.first_published_at,
                "updateddate": notice.last_published_at,
                "unique_id": f"notice-{notice.pk}",
            }
            for notice in queries.selection(**_chosen(request))[: feeds.LENGTH]
        ],
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raise_objection(request, pk):
    """Object to one row, without an account. What was typed survives every refusal."""
    lines = NoticeLine.objects.select_related("notice__office", "region").filter(notice__live=True)
    line = get_object_or_404(lines, pk=pk)
    verdict = rules.can_object(line)
    form = ObjectionForm(request.POST or None, request=request)
    status = 200 if verdict else 409
    if request.method == "POST" and verdict:
        if form.is_valid():
            objection = _raised(line, form)
            if objection is not None:
                return redirect("notices:received", token=signing.dumps(objection.receipt, salt=SALT))
        status = 422
    queries.name_places([line])
    context = {"line": line, "notice": line.notice, "form": form, "verdict": verdict}
    return render(request, "notices/raise.html", context, status=status)


def _raised(line, form) -> Objection | None:
    data = form.cleaned_data
    try:
        return actions.raise_objection(line, words=data["words"], contact=data["contact"])
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            form.add_error(name if name in form.fields else None, sentences)
        return None


@never_cache
def received(request, token):
    """The receipt, once more for a day: its number, and how to follow it."""
    try:
        receipt = signing.loads(token, salt=SALT, max_age=RECEIPT_LIFE)
    except signing.BadSignature:
        raise Http404 from None
    objection = get_object_or_404(Objection.objects.select_related("line__notice__office"), receipt=receipt)
    return render(request, "notices/received.html", {"objection": objection, "line": objection.line})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request):
    """How far an objection is, for whoever has its receipt and the end of the contact left with it."""
    form, objection, asked = StatusForm(request.POST or None), None, False
    if request.method == "POST":
        if not ratelimit.consume(request, action="receipt_status"):
            raise TooMany(_("Too many tries. Please wait a minute, then try again."))
        if asked := form.is_valid():
            objection = queries.status_of(form.cleaned_data["receipt"], form.cleaned_data["tail"])
    context = {"form": form, "objection": objection, "is_unknown": asked and objection is None}
    return render(request, "notices/status.html", context, status=422 if form.errors else 200)
