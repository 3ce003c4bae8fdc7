"""产品目录 at the desk: an office's territory or a supplier's own, one product with its history, and three verbs."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.desk import desk_view
from catalog import actions, queries, rules
from catalog.forms import DelistForm, FilterForm, ListForm, RelistForm
from catalog.models import ProductPage
from catalog.queries import desk
from core.verdicts import no

# Verb → its rule, its form, and what is done with the clean values.
VERBS = {
    "list": (rules.can_list, ListForm, actions.list_product),
    "delist": (rules.can_delist, DelistForm, actions.delist_product),
    "relist": (rules.can_relist, RelistForm, actions.relist_product),
}


@desk_view
@require_GET
def product_list(request):
    """Products one has to do with; the address is the whole state."""
    form = FilterForm(request.GET)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    products = desk.selection(desk.visible_to(request.user), **chosen)
    newer, older = (_key(request.GET.get(name, "")) for name in ("newer", "older"))
    found = desk.page_of(products, newer=newer, older=older)
    context = {
        "form": form,
        "found": found,
        "is_filtered": bool(chosen),
        "is_office": request.user.organization.is_office,
        "newer_url": _beside(request, "newer", found.newer),
        "older_url": _beside(request, "older", found.older),
    }
    return render(request, "catalog/desk/list.html", context)


@desk_view
def detail(request, pk):
    """One product read whole; a POST is one of the three verbs, and gives back what was typed when refused."""
    products = ProductPage.objects.select_related("region", "supplier", "category", "certified_by")
    product = get_object_or_404(products, pk=pk)
    if not rules.can_see(request.user, product):
        no(_("This product belongs to another territory.")).require()
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    refused = None
    if verb in VERBS:
        _rule, form_class, act = VERBS[verb]
        refused = form_class(request.POST, prefix=verb)
        if refused.is_valid() and _done(act, product, refused, request.user):
            messages.success(request, _("Done: the product's page and the directory show it."))
            return redirect("catalog_desk:detail", pk=pk)
    context = {
        "product": product,
        "validity": queries.validity(product),
        "facts": queries.facts_of(product, queries.index_page().url),
        "events": queries.timeline(product),
        "doors": [_door(name, product, request.user, refused, verb) for name in VERBS],
        "is_office": request.user.organization.is_office,
    }
    return render(request, "catalog/desk/detail.html", context, status=400 if refused else 200)


def _done(act, product, form, by) -> bool:
    """Whether the verb went through; what it missed is put at the form's fields. Refusals become pages of their own."""
    try:
        act(product, by=by, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _door(name, product, user, refused, verb) -> dict:
    """A verb as the page offers it: its form, or the sentence why it is not possible now."""
    rule, form_class, _act = VERBS[name]
    form = refused if refused is not None and verb == name else form_class(prefix=name)
    return {"name": name, "verdict": rule(user, product), "form": form, "is_open": form is refused}


def _key(text) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _beside(request, name, key) -> str:
    if key is None:
        return ""
    parameters = request.GET.copy()
    for other in ("newer", "older"):
        parameters.pop(other, None)
    parameters[name] = str(key)
    return f"?{parameters.urlencode()}"
