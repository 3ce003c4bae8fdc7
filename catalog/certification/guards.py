"""What the database itself refuses: papers and facts that change under review, certificates that vanish."""

from catalog.certification.facts import ROW_COLUMNS
from core import triggers
from core.triggers import Trigger

ROW, PAPER, CERTIFICATE = (
    "certification_applicationproduct",
    "certification_material",
    "certification_certificate",
)
_changed = " OR ".join(
    f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in ROW_COLUMNS if column != "participation"
)


def register():
    """Ask for the triggers; called when the app is ready."""
    for trigger in (
        Trigger(
            "certification_row_frozen",
            ROW,
            "update",
            f"OLD.state NOT IN ('draft', 'returned') AND (NEW.facts_hash <> OLD.facts_hash OR {_changed})",
            "a submitted product is frozen",
        ),
        Trigger(
            "certification_row_kept",
            ROW,
            "delete",
            "OLD.state <> 'draft' AND NOT OLD.is_demo",
            "a submitted product is kept",
        ),
        Trigger(
            "certification_certificate_fixed",
            CERTIFICATE,
            "update",
            "NEW.number <> OLD.number OR NEW.product_id <> OLD.product_id OR NEW.serial <> OLD.serial "
            "OR NEW.issued_on <> OLD.issued_on OR (OLD.state <> 'valid' AND NEW.state = 'valid')",
            "a certificate keeps its number and product, and an ended one stays ended",
        ),
        Trigger(
            "certification_certificate_kept",
            CERTIFICATE,
            "delete",
            "NOT OLD.is_demo",
            "a certificate is kept",
        ),
        Trigger(
            "certification_paper_frozen",
            PAPER,
            "delete",
            f"NOT OLD.is_demo AND EXISTS (SELECT 1 FROM {ROW} r WHERE r.application_id = OLD.application_id "
            "AND r.state = 'submitted' AND (OLD.product_id IS NULL OR OLD.product_id = r.id))",
            "papers under review are kept",
            needs=(ROW,),
        ),
    ):
        triggers.register(trigger)
