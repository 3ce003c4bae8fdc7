"""What templates need to show a version to its reviewer, and a page as a card."""

from django import template

from activities import queries
from content import pictures

register = template.Library()


@register.simple_tag
def version_facts(version):
    """All facts of a version, those that differ from the approved one noted beside them."""
    approved = version.page.approved_version if version.page_id else None
    against = approved if approved and approved.pk != version.pk else None
    return queries.fact_rows(version, against=against, whole=True)


@register.simple_tag
def version_evidence(version):
    """{pictures, files} of a version with addresses that ask whether the reader may see them."""
    found, files = queries.evidence(version)
    return {"pictures": found, "files": files}


@register.simple_tag
def picture_src(image, size="CARD"):
    """URL, width and height of an existing size (CARD, WIDE) of a public picture; nothing is made here."""
    return pictures.shown(image, getattr(pictures, size))


@register.filter
def paragraphs(text):
    """The text as a list of its paragraphs, blank lines left out."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]
