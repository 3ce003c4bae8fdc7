"""What a reviewer is told about a record beside its facts: vouchers seen elsewhere, amounts asked about."""

from django.db.models import Q
from django.utils.translation import gettext as _

from activities.trade.models import RecordVoucher, Voucher


def flags(record) -> list[str]:
    """Sentences for whoever checks this record; two queries, none of them about the reporter's guilt."""
    papers = [link.voucher for link in record.vouchers.all()]
    found = []
    if record.amount is not None and record.confirmed_amount == record.amount:
        found.append(_("The reporter was asked about this unusual amount and confirmed it."))
    return found + _elsewhere(papers) + _serving_others(record, papers)


def _elsewhere(papers):
    """The same file or number from another reporter; the same number on another file of the same one."""
    numbers = {paper.number_key for paper in papers if paper.number_key}
    same = Q(file__in=[paper.file_id for paper in papers]) | Q(number_key__in=numbers)
    own = [paper.pk for paper in papers]
    sentences = []
    for other in Voucher.objects.filter(same).exclude(pk__in=own).select_related("organization")[:10]:
        values = {"name": other.organization.name, "number": other.number}
        if any(paper.file_id == other.file_id for paper in papers):
            sentences.append(_("%(name)s has handed in the same voucher file.") % values)
        else:
            sentences.append(_("%(name)s has handed in a voucher with the same number %(number)s.") % values)
    return sentences


def _serving_others(record, papers):
    links = RecordVoucher.objects.filter(voucher__in=papers, claims=True).select_related("record__unit")
    others = links.exclude(record=record).exclude(record=record.corrects_id)[:10]
    return [
        _("This voucher also proves “%(product)s”, %(amount)s yuan.")
        % {"product": link.record.product_name, "amount": link.amount}
        for link in others
    ]
