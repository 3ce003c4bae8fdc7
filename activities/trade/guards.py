"""What the database itself refuses: facts that change under review, an approval that no review gave."""

from activities.trade.facts import FACTS
from core import triggers
from core.triggers import Trigger

RECORD, LINK, REVIEW = "trade_traderecord", "trade_recordvoucher", "review_review"

_COLUMNS = (*FACTS, "organization_id", "region_id", "city_id", "parent_id", "corrects_id")
_changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in _COLUMNS)
_unreviewed = (
    f"NEW.state = 'approved' AND NOT NEW.is_demo AND NOT EXISTS (SELECT 1 FROM {REVIEW} r "
    "WHERE r.id = NEW.review_id AND r.status = 'approved' AND r.process = 'trade' AND r.subject_id = NEW.id)"
)

OF_RECORDS = (
    (
        "trade_record_frozen",
        "update",
        f"OLD.state NOT IN ('draft', 'returned') AND ({_changed})",
        "a submitted record is frozen",
        (),
    ),
    (
        "trade_record_begins_as_draft",
        "insert",
        "NEW.state <> 'draft' AND NOT NEW.is_demo",
        "a record begins as a draft",
        (),
    ),
    ("trade_record_approval_update", "update", _unreviewed, "only a review approves a record", (REVIEW,)),
    (
        "trade_record_kept",
        "delete",
        "OLD.state <> 'draft' AND NOT OLD.is_demo",
        "a submitted record is kept",
        (),
    ),
)


def register():
    """Ask for the triggers; called when the app is ready."""
    for name, event, condition, sentence, needs in OF_RECORDS:
        triggers.register(Trigger(name, RECORD, event, condition, sentence, needs=needs))
    frozen = (
        f"EXISTS (SELECT 1 FROM {RECORD} t WHERE t.id = {{row}}.record_id "
        "AND t.state NOT IN ('draft', 'returned') AND NOT t.is_demo)"
    )
    old, new = frozen.format(row="OLD"), frozen.format(row="NEW")
    moved = "(NEW.voucher_id <> OLD.voucher_id OR NEW.record_id <> OLD.record_id)"
    sentence = "vouchers of a submitted record are frozen"
    for event, condition in (("insert", new), ("update", f"{moved} AND ({old} OR {new})"), ("delete", old)):
        triggers.register(
            Trigger(f"trade_link_frozen_{event}", LINK, event, condition, sentence, needs=(RECORD,))
        )
