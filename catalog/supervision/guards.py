"""What the database itself refuses: rewriting a complaint, a note, a trail, a decision of the blacklist."""

from core import triggers
from core.triggers import Trigger

COMPLAINTS, ENTRIES = "supervision_complaint", "supervision_blacklisting"
INSPECTIONS = "supervision_inspection"

_FILED = (
    "receipt",
    "pin",
    "about_kind",
    "about_id",
    "about_title",
    "topic",
    "words",
    "region_id",
    "filed_at",
)
_ANSWERED = ("state", "finding", "answer", "summary", "closed_at", "office_id")
_DECIDED = (
    "organization_id",
    "grounds",
    "words",
    "since",
    "until",
    "document_number",
    "office_id",
    "decided_at",
)
_FOUND = ("state", "verdict", "findings", "done_on", "product_id", "supplier_id")


def _changes(columns) -> str:
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns) + ")"


def register():
    """Ask for the triggers; called when the app is ready."""
    for table in ("supervision_investigationnote", "supervision_complaintevent"):
        triggers.append_only(table)
    for name, table, condition, message in (
        ("complaint_stays_as_filed", COMPLAINTS, _changes(_FILED), "a complaint stays as it was filed"),
        (
            "complaint_answer_stays",
            COMPLAINTS,
            f"OLD.closed_at IS NOT NULL AND {_changes(_ANSWERED)}",
            "the answer to a complaint stays as it was given",
        ),
        (
            "blacklisting_decision_stays",
            ENTRIES,
            f"OLD.decided_at IS NOT NULL AND {_changes(_DECIDED)}",
            "a decision of the blacklist stays as it was made",
        ),
        (
            "inspection_findings_stay",
            INSPECTIONS,
            f"OLD.recorded_at IS NOT NULL AND {_changes(_FOUND)}",
            "the findings of an inspection stay as they were recorded",
        ),
    ):
        triggers.register(Trigger(f"supervision_{name}", table, "update", condition, message))
    for table in (COMPLAINTS, ENTRIES):
        triggers.register(
            Trigger(
                f"{table}_kept",
                table,
                "delete",
                "NOT OLD.is_demo",
                "complaints and decisions are never deleted",
            )
        )
