"""The few words that templates of products use: a picture's size, and what can be said of a mark."""

from django import template

from catalog.queries.machines import product_thing
from catalog.queries.validity import validity
from content import pictures, structured

register = template.Library()


@register.simple_tag
def product_picture(image, size):
    """An existing size of a picture (content.pictures: CARD, WIDE): has url, width and height. Never writes."""
    return pictures.shown(image, getattr(pictures, size))


@register.inclusion_tag("components/pill.html")
def product_pill(product):
    """Valid, expiring, expired, withdrawn, or an ordinary product."""
    said = validity(product)
    return {"label": said.word, "tone": said.tone, "icon_name": said.icon}


@register.simple_tag(takes_context=True)
def product_jsonld(context, page, said, shown):
    """The product as JSON-LD."""
    return structured.script(product_thing(context["request"], page, said, shown))
