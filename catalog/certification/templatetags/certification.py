"""What a reviewer's page draws of a product to be certified."""

from django import template

from catalog.certification import queries
from catalog.certification.queries import shown

register = template.Library()


@register.simple_tag
def terms_of_row(row):
    """The terms of the applicant's region."""
    return queries.terms_for(row.application.region)


@register.simple_tag
def facts_of_row(row) -> list[dict]:
    """The product's facts, then what stands for the whole application."""
    return [*shown.row_facts(row), *shown.application_facts(row.application)]


@register.simple_tag
def papers_of_row(row) -> list[dict]:
    """The papers that prove this product's facts."""
    return shown.papers(row.application, row)
