"""What templates need to show a record to its reviewer."""

from django import template

from activities.trade import queries

register = template.Library()


@register.simple_tag
def record_facts(record):
    """All facts of a record; of a correction, what differs from the approved one is noted beside them."""
    return queries.fact_rows(record, against=record.corrects)


@register.simple_tag
def record_vouchers(record):
    """Vouchers with addresses that ask whether the reader may see them."""
    return queries.evidence(record)


@register.simple_tag
def record_flags(record):
    """Sentences about vouchers seen elsewhere and unusual amounts."""
    return queries.flags(record)
