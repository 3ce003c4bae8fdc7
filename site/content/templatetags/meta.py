"""What stands in a page's head, and the trail above its title."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.safestring import SafeString

from content import addresses, pictures, structured
from content.trails import trail_of

register = template.Library()

FALLBACK = "img/icon-512.png"


@register.simple_tag(takes_context=True)
def canonical_addresses(context, keep: str = addresses.KEPT) -> dict[str, str]:
    """The page's canonical address as `own`, and those of both languages (content.addresses says the rules)."""
    found = addresses.canonical(context["request"], keep)
    return {"own": found["own"], "chinese": found["zh-Hans"], "english": found["en"]}


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """The whole address of a path of this site."""
    return addresses.absolute(context["request"], path)


@register.simple_tag(takes_context=True)
def share_image(context, page, picture=None) -> str:
    """The whole address of a share card's picture: the one given, the page's, the site's, the mark. Never writes."""
    image = picture or page.lead_picture or context["site_settings"].share_picture
    path = pictures.shown(image, pictures.WIDE).url if image else staticfiles_storage.url(FALLBACK)
    return addresses.absolute(context["request"], path)


@register.simple_tag
def jsonld(thing: dict) -> SafeString:
    """One thing as JSON-LD, escaped; for what an app knows of its own pages (a product)."""
    return structured.script(thing)


@register.simple_tag(takes_context=True)
def structured_data(context, page, published=None, source: str = "", image: str = "", leaf: str = ""):
    """Site, organization, trail and, for what was published on a day, the article as JSON-LD."""
    request, site = context["request"], context["site_settings"]
    things = [
        structured.website(request, site, context.get("search_url", "")),
        structured.organization(request, site),
    ]
    trail = trail_of(page, leaf)
    if len(trail) > 1:
        things.append(structured.breadcrumbs(request, trail))
    if published:
        things.append(
            structured.news_article(
                request, page, published=published, source=source or site.site_name, image=image
            )
        )
    return structured.script(*things)


@register.inclusion_tag("components/breadcrumbs.html")
def page_crumbs(page, leaf: str = "") -> dict:
    """The trail above the title; `leaf` names a sub-page."""
    return {"crumbs": trail_of(page, leaf)}
