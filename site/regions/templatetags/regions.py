"""How a region is written on a page."""

from django import template

from regions.models import PATH_SEPARATOR

register = template.Library()


@register.simple_tag
def region_path(region, below=None):
    """湖南省 › 湘潭市 › 湘潭县, without a query; `below` (the root, say) leaves its own path out."""
    if region is None:
        return ""
    path = region.path_name or region.name
    if below is not None and below != region and below.contains(region):
        path = path.removeprefix(below.path_name + PATH_SEPARATOR)
    return path.replace(PATH_SEPARATOR, " › ")
