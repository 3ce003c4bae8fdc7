"""What the database itself refuses (K05): an uncounted page that is public, facts that change without an approval."""

from activities.facts import FACT_COLUMNS
from core import triggers
from core.triggers import Trigger

PAGE, VERSION = "activities_activitypage", "activities_reportversion"
_changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FACT_COLUMNS)
_no_such_approval = (
    "NEW.approved_version_id IS NOT NULL AND NOT EXISTS ("
    f"SELECT 1 FROM {VERSION} v WHERE v.id = NEW.approved_version_id AND v.page_id = NEW.page_ptr_id "
    "AND v.state = 'approved' AND v.facts_hash = NEW.facts_hash AND v.facts_hash <> '')"
)


_EVIDENCE = ("activities_reportpicture", "activities_reportattachment")


def register():
    """Ask for the triggers; called when the app is ready."""
    _register_page()
    _register_version()
    for table in _EVIDENCE:
        _register_evidence(table)


def _register_page():
    for event in ("insert", "update"):
        triggers.register(
            Trigger(
                f"activity_page_approval_{event}", PAGE, event, _no_such_approval,
                "a page counts only by an approved version of its own", needs=(VERSION,),
            )
        )
    triggers.register(
        Trigger(
            "activity_page_facts_frozen", PAGE, "update",
            f"NEW.approved_version_id IS NOT NULL AND NEW.approved_version_id IS NOT DISTINCT FROM OLD.approved_version_id "
            f"AND (NEW.facts_hash <> OLD.facts_hash OR {_changed})",
            "facts of a counted page change only with its approved version",
        )
    )
    triggers.register(
        Trigger(
            "activity_page_live_needs_approval", "wagtailcore_page", "update",
            f"NEW.live AND NOT OLD.live AND EXISTS (SELECT 1 FROM {PAGE} a WHERE a.page_ptr_id = NEW.id AND NOT a.is_counted)",
            "a report is public only when it is approved", needs=(PAGE,),
        )
    )
    triggers.register(
        Trigger(
            "activity_page_counted_stays_live", "wagtailcore_page", "update",
            f"OLD.live AND NOT NEW.live AND EXISTS (SELECT 1 FROM {PAGE} a WHERE a.page_ptr_id = NEW.id AND a.is_counted)",
            "an approved report stays public", needs=(PAGE,),
        )
    )
    triggers.register(
        Trigger(
            "activity_pages_above_stay_live", "wagtailcore_page", "update",
            "OLD.live AND NOT NEW.live AND EXISTS (SELECT 1 FROM wagtailcore_page below "
            f"JOIN {PAGE} a ON a.page_ptr_id = below.id AND a.is_counted "
            "WHERE below.id <> OLD.id AND below.path > OLD.path AND substr(below.path, 1, length(OLD.path)) = OLD.path)",
            "what stands above approved reports stays public", needs=(PAGE,),
        )
    )
    triggers.register(
        Trigger(
            "activity_page_created_hidden", PAGE, "insert",
            "EXISTS (SELECT 1 FROM wagtailcore_page p WHERE p.id = NEW.page_ptr_id AND p.live) OR NEW.is_counted",
            "a report begins neither public nor counted", needs=("wagtailcore_page",),
        )
    )
    triggers.register(
        Trigger(
            "activity_page_not_hidden", "wagtailcore_pageviewrestriction", "insert",
            "EXISTS (SELECT 1 FROM wagtailcore_page above JOIN wagtailcore_page below "
            "ON substr(below.path, 1, length(above.path)) = above.path "
            f"JOIN {PAGE} a ON a.page_ptr_id = below.id WHERE above.id = NEW.page_id)",
            "approved reports are open to everybody", needs=("wagtailcore_page", PAGE),
        )
    )


def _register_version():
    triggers.register(
        Trigger(
            "activity_version_frozen", VERSION, "update",
            f"OLD.state NOT IN ('draft', 'returned') AND (NEW.facts_hash <> OLD.facts_hash OR NEW.title <> OLD.title "
            f"OR NEW.body <> OLD.body OR NEW.page_id IS DISTINCT FROM OLD.page_id OR {_changed})",
            "a submitted version is frozen",
        )
    )
    triggers.register(
        Trigger(
            "activity_version_kept_while_shown", VERSION, "update",
            f"OLD.state = 'approved' AND NEW.state <> 'approved' AND EXISTS "
            f"(SELECT 1 FROM {PAGE} a WHERE a.approved_version_id = OLD.id)",
            "the approved version of a counted page keeps its state", needs=(PAGE,),
        )
    )
    triggers.register(
        Trigger(
            "activity_version_kept", VERSION, "delete",
            "OLD.state <> 'draft' AND NOT OLD.is_demo", "a submitted version is kept",
        )
    )


def _register_evidence(table):
    def frozen(row):
        return (
            f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {row}.version_id "
            "AND v.state NOT IN ('draft', 'returned') AND NOT v.is_demo)"
        )

    for event, condition in (
        ("insert", frozen("NEW")),
        ("delete", frozen("OLD")),
        ("update", f"(NEW.file_id <> OLD.file_id OR NEW.version_id <> OLD.version_id) AND {frozen('OLD')}"),
    ):
        name = f"{table.removeprefix('activities_')}_frozen_{event}"
        triggers.register(
            Trigger(name, table, event, condition, "evidence of a submitted version is frozen", needs=(VERSION,))
        )
