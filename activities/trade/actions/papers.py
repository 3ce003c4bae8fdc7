"""Vouchers: keep a paper of the reporter's, join it to a record, take it off again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from activities.trade import checks, facts, rules
from activities.trade.actions.drafts import locked
from activities.trade.models import RecordVoucher, Voucher, VoucherKind
from core import intake
from core.errors import Refused


def keep_voucher(upload, *, by, kind=VoucherKind.INVOICE, number="") -> Voucher:
    """The one voucher of these bytes of the actor's organization: a photo or a PDF, checked by content.

    Raises ValidationError with a sentence for what is broken, too large or of another type.
    """
    file = intake.keep_paper(upload, is_demo=by.is_demo)
    voucher, is_new = Voucher.objects.get_or_create(
        organization=by.organization,
        file=file,
        defaults={"uploaded_by": by, "name": upload.name[:200], "is_demo": by.is_demo},
    )
    if is_new or number:
        voucher.kind = kind if kind in VoucherKind.values else VoucherKind.OTHER
        voucher.number = number.strip()[:60]
        voucher.number_key = facts.number_key(voucher.number)
        voucher.save(update_fields=["kind", "number", "number_key"])
    return voucher


@transaction.atomic
def attach_voucher(row, upload, *, by, kind=VoucherKind.INVOICE, number="") -> RecordVoucher:
    """Keep a photo or PDF and join it to a draft. Raises ValidationError at `vouchers` for what is no voucher."""
    row = _mendable(row, by)
    try:
        voucher = keep_voucher(upload, by=by, kind=kind, number=number)
    except ValidationError as error:
        raise ValidationError({"vouchers": error.messages}) from error
    return _join(row, voucher)


@transaction.atomic
def link_voucher(row, voucher, *, by) -> RecordVoucher:
    """Join a voucher that the organization has already to a draft: one invoice, three products."""
    row = _mendable(row, by)
    if voucher.organization_id != row.organization_id:
        raise Refused(_("This voucher belongs to another organization."))
    return _join(row, voucher)


@transaction.atomic
def detach_voucher(link, *, by):
    """Take a voucher off a draft; the paper stays with the other records it serves."""
    row = locked(link.record)
    rules.can_edit(by, row).require()
    link.delete()


def _mendable(row, by):
    row = locked(row)
    rules.can_edit(by, row).require()
    if row.vouchers.count() >= checks.MAX_VOUCHERS:
        raise ValidationError({"vouchers": _("At most %(count)s files.") % {"count": checks.MAX_VOUCHERS}})
    return row


def _join(row, voucher) -> RecordVoucher:
    link, _is_new = RecordVoucher.objects.get_or_create(record=row, voucher=voucher)
    return link
