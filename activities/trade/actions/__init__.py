"""The verbs of trade records: the only doors to a change of records and their vouchers."""

from activities.trade.actions.conclude import conclude_records, mark_advanced, mark_returned
from activities.trade.actions.drafts import (
    copy_record,
    discard_record,
    save_record,
    start_correction,
    start_record,
)
from activities.trade.actions.papers import attach_voucher, detach_voucher, link_voucher
from activities.trade.actions.sales import record_sales_of
from activities.trade.actions.submit import submit_record, withdraw_record

__all__ = [
    "attach_voucher",
    "conclude_records",
    "copy_record",
    "detach_voucher",
    "discard_record",
    "link_voucher",
    "mark_advanced",
    "mark_returned",
    "record_sales_of",
    "save_record",
    "start_correction",
    "start_record",
    "submit_record",
    "withdraw_record",
]
