"""What the database itself refuses: a notice that changes after opening, an end that moves earlier (issue 4 §3)."""

from core import triggers
from core.triggers import Trigger

PAGE, LINE, OBJECTION = "notices_noticepage", "notices_noticeline", "notices_objection"
ATTACHMENT, EVENT, TREE = "notices_noticeattachment", "notices_noticeevent", "wagtailcore_page"

TEXT = (
    "office_id",
    "region_id",
    "process",
    "document_number",
    "body",
    "interpretation",
    "site_label",
    "days",
    "opened_on",
    "content_hash",
    "line_count",
    "corrects_id",
)
COLUMNS = (
    "notice_id",
    "number",
    "review_id",
    "step_id",
    "region_id",
    "unit",
    "product",
    "category",
    "people",
    "value",
    "certified_by",
    "content_hash",
)
SAID = ("line_id", "receipt", "words", "raised_at")
ANSWERED = ("state", "summary", "answer", "answered_at", "answered_by_id", "answered_for_id")


def _changed(columns):
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns) + ")"


def _is_live(row):
    return f"EXISTS (SELECT 1 FROM {TREE} p WHERE p.id = {row} AND p.live)"


_this_notice = f"EXISTS (SELECT 1 FROM {PAGE} n WHERE n.page_ptr_id = NEW.id AND NOT n.is_demo)"
_any_notice = f"EXISTS (SELECT 1 FROM {PAGE} n WHERE n.page_ptr_id = NEW.id)"

# name, table, event, refused when, sentence, other tables it reads
GUARDS = (
    ("notice_text_frozen", PAGE, "update", _changed(TEXT), "a notice stays as it was opened", ()),
    (
        "notice_end_only_later",
        PAGE,
        "update",
        "NEW.ends_on < OLD.ends_on",
        "the end of a notice moves later only",
        (),
    ),
    (
        "notice_stays_closed",
        PAGE,
        "update",
        "NEW.is_open AND NOT OLD.is_open",
        "a closed notice stays closed",
        (),
    ),
    (
        "notice_kept",
        PAGE,
        "delete",
        f"NOT OLD.is_demo AND {_is_live('OLD.page_ptr_id')}",
        "a notice is kept",
        (TREE,),
    ),
    (
        "notice_title_frozen",
        TREE,
        "update",
        f"OLD.live AND NEW.title <> OLD.title AND {_any_notice}",
        "a notice keeps its title",
        (PAGE,),
    ),
    (
        "notice_stays_public",
        TREE,
        "update",
        f"OLD.live AND NOT NEW.live AND {_this_notice}",
        "a notice that was opened stays public",
        (PAGE,),
    ),
    (
        "notice_open_to_everybody",
        "wagtailcore_pageviewrestriction",
        "insert",
        f"EXISTS (SELECT 1 FROM {TREE} above JOIN {TREE} below "
        "ON substr(below.path, 1, length(above.path)) = above.path "
        f"JOIN {PAGE} n ON n.page_ptr_id = below.id WHERE above.id = NEW.page_id)",
        "notices are open to everybody",
        (TREE, PAGE),
    ),
    (
        "notice_line_added",
        LINE,
        "insert",
        _is_live("NEW.notice_id"),
        "no row is added to an open notice",
        (TREE,),
    ),
    ("notice_line_frozen", LINE, "update", _changed(COLUMNS), "the columns of a notice stay as opened", ()),
    (
        "notice_line_end_only_later",
        LINE,
        "update",
        "NEW.ends_on < OLD.ends_on",
        "the end of a row moves later only",
        (),
    ),
    ("notice_line_kept", LINE, "delete", "NOT OLD.is_demo", "a row of a notice is kept", ()),
    (
        "objection_words_frozen",
        OBJECTION,
        "update",
        _changed(SAID),
        "an objection stays as it was raised",
        (),
    ),
    (
        "objection_answer_frozen",
        OBJECTION,
        "update",
        f"OLD.state <> 'open' AND {_changed(ANSWERED)}",
        "an answer to an objection stays as it was given",
        (),
    ),
    ("objection_kept", OBJECTION, "delete", "NOT OLD.is_demo", "an objection is kept", ()),
    (
        "notice_attachment_added",
        ATTACHMENT,
        "insert",
        _is_live("NEW.page_id"),
        "no file is added to an open notice",
        (TREE,),
    ),
    (
        "notice_attachment_frozen",
        ATTACHMENT,
        "update",
        _is_live("OLD.page_id"),
        "files of a notice stay as opened",
        (TREE,),
    ),
    (
        "notice_attachment_kept",
        ATTACHMENT,
        "delete",
        f"EXISTS (SELECT 1 FROM {PAGE} n JOIN {TREE} p ON p.id = n.page_ptr_id "
        "WHERE n.page_ptr_id = OLD.page_id AND p.live AND NOT n.is_demo)",
        "files of a notice are kept",
        (PAGE, TREE),
    ),
)


def register():
    """Ask for the triggers; called when the app is ready."""
    for name, table, event, condition, sentence, needs in GUARDS:
        triggers.register(Trigger(name, table, event, condition, sentence, needs=needs))
    triggers.append_only(EVENT)
