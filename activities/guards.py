"""What the database itself refuses (K05): an uncounted page that is public, facts that change without an approval."""

from activities.facts import FACT_COLUMNS
from core import triggers
from core.triggers import Trigger

PAGE, VERSION, TREE = "activities_activitypage", "activities_reportversion", "wagtailcore_page"
EVIDENCE = ("activities_reportpicture", "activities_reportattachment")

_changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FACT_COLUMNS)
_no_such_approval = (
    "NEW.approved_version_id IS NOT NULL AND NOT EXISTS ("
    f"SELECT 1 FROM {VERSION} v WHERE v.id = NEW.approved_version_id AND v.page_id = NEW.page_ptr_id "
    "AND v.state = 'approved' AND v.facts_hash = NEW.facts_hash AND v.facts_hash <> '')"
)
_this_report = f"EXISTS (SELECT 1 FROM {PAGE} a WHERE a.page_ptr_id = NEW.id AND "
_by_approval = "a page counts only by an approved version of its own"

# name, table, event, refused when, sentence, other tables it reads
OF_PAGES = (
    ("activity_page_approval_insert", PAGE, "insert", _no_such_approval, _by_approval, (VERSION,)),
    ("activity_page_approval_update", PAGE, "update", _no_such_approval, _by_approval, (VERSION,)),
    (
        "activity_page_facts_frozen",
        PAGE,
        "update",
        "NEW.approved_version_id IS NOT NULL "
        "AND NEW.approved_version_id IS NOT DISTINCT FROM OLD.approved_version_id "
        f"AND (NEW.facts_hash <> OLD.facts_hash OR {_changed})",
        "facts of a counted page change only with its approved version",
        (),
    ),
    (
        "activity_page_created_hidden",
        PAGE,
        "insert",
        f"EXISTS (SELECT 1 FROM {TREE} p WHERE p.id = NEW.page_ptr_id AND p.live) OR NEW.is_counted",
        "a report begins neither public nor counted",
        (TREE,),
    ),
    (
        "activity_page_live_needs_approval",
        TREE,
        "update",
        f"NEW.live AND NOT OLD.live AND {_this_report} NOT a.is_counted)",
        "a report is public only when it is approved",
        (PAGE,),
    ),
    (
        "activity_page_counted_stays_live",
        TREE,
        "update",
        f"OLD.live AND NOT NEW.live AND {_this_report} a.is_counted)",
        "an approved report stays public",
        (PAGE,),
    ),
    (
        "activity_pages_above_stay_live",
        TREE,
        "update",
        f"OLD.live AND NOT NEW.live AND EXISTS (SELECT 1 FROM {TREE} below "
        f"JOIN {PAGE} a ON a.page_ptr_id = below.id AND a.is_counted WHERE below.id <> OLD.id "
        "AND below.path > OLD.path AND substr(below.path, 1, length(OLD.path)) = OLD.path)",
        "what stands above approved reports stays public",
        (PAGE,),
    ),
    (
        "activity_page_not_hidden",
        "wagtailcore_pageviewrestriction",
        "insert",
        f"EXISTS (SELECT 1 FROM {TREE} above JOIN {TREE} below "
        "ON substr(below.path, 1, length(above.path)) = above.path "
        f"JOIN {PAGE} a ON a.page_ptr_id = below.id WHERE above.id = NEW.page_id)",
        "approved reports are open to everybody",
        (TREE, PAGE),
    ),
)
OF_VERSIONS = (
    (
        "activity_version_frozen",
        VERSION,
        "update",
        "OLD.state NOT IN ('draft', 'returned') AND (NEW.facts_hash <> OLD.facts_hash "
        "OR NEW.title <> OLD.title OR NEW.body <> OLD.body "
        f"OR NEW.page_id IS DISTINCT FROM OLD.page_id OR {_changed})",
        "a submitted version is frozen",
        (),
    ),
    (
        "activity_version_kept_while_shown",
        VERSION,
        "update",
        "OLD.state = 'approved' AND NEW.state <> 'approved' "
        f"AND EXISTS (SELECT 1 FROM {PAGE} a WHERE a.approved_version_id = OLD.id)",
        "the approved version of a counted page keeps its state",
        (PAGE,),
    ),
    (
        "activity_version_kept",
        VERSION,
        "delete",
        "OLD.state <> 'draft' AND NOT OLD.is_demo",
        "a submitted version is kept",
        (),
    ),
)


def register():
    """Ask for the triggers; called when the app is ready."""
    evidence = [row for table in EVIDENCE for row in _of_evidence(table)]
    for name, table, event, condition, sentence, needs in (*OF_PAGES, *OF_VERSIONS, *evidence):
        triggers.register(Trigger(name, table, event, condition, sentence, needs=needs))


def _of_evidence(table):
    """Files of a version may be added, exchanged and taken off only while it may be edited."""
    frozen = (
        f"EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id = {{row}}.version_id "
        "AND v.state NOT IN ('draft', 'returned') AND NOT v.is_demo)"
    )
    old, new = frozen.format(row="OLD"), frozen.format(row="NEW")
    moved = "(NEW.file_id <> OLD.file_id OR NEW.version_id <> OLD.version_id)"
    name, sentence = table.removeprefix("activities_"), "evidence of a submitted version is frozen"
    return (
        (f"{name}_frozen_insert", table, "insert", new, sentence, (VERSION,)),
        (f"{name}_frozen_update", table, "update", f"{moved} AND ({old} OR {new})", sentence, (VERSION,)),
        (f"{name}_frozen_delete", table, "delete", old, sentence, (VERSION,)),
    )
