"""The list behind the picker: what lies directly in a region."""

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from regions import queries
from regions.models import Level, Region


@require_safe
@cache_control(public=True, max_age=3600)
@conditional_page
def children(request):
    """`?parent=430000&max=3`: code, name and level of each child; the provinces without a parent.

    Public, with an ETag. 404 for a region or level that does not exist.
    """
    parent, max_level = request.GET.get("parent", ""), request.GET.get("max", str(int(Level.TOWN)))
    try:
        above = queries.find(parent) if parent else ""
    except Region.DoesNotExist:
        raise Http404(_("There is no such region.")) from None
    if max_level not in {str(level) for level in Level.values}:
        raise Http404(_("There is no such level."))
    found = queries.children_of(above, max_level=int(max_level))
    rows = [{"code": region.code, "name": region.label, "level": region.level} for region in found]
    return JsonResponse({"parent": parent, "children": rows}, json_dumps_params={"ensure_ascii": False})
