"""What pages of lower floors show of supervision."""

from django import template

from catalog.supervision import queries

register = template.Library()


@register.inclusion_tag("supervision/standing.html", takes_context=True)
def supervised(context, supplier) -> dict:
    """A supplier's entries on the blacklist, its newest inspections, and where to complain; for its public page."""
    return {**queries.supervised_facts(supplier), "supplier": supplier, "in_chinese": context["in_chinese"]}
