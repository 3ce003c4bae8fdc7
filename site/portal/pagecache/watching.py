"""Who tells the cache: besides the verbs, which say `versions.bump` themselves, every row saved or deleted one by one
that a public page could show. Sessions, drafts, tasks and records are what it never shows.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import versions

# Whole apps, and of apps that have public ones too, single models.
PRIVATE = {
    "accounts": None,
    "account": None,
    "activities": {"reportattachment", "reportpicture", "reportversion"},
    "admin": None,
    "auth": None,
    "content": {"filelook", "inspection", "pagelook"},
    "contenttypes": None,
    "core": {"job", "privatefile", "record", "versionstep"},
    "indicators": {"filing"},
    "mfa": None,
    "migrations": None,
    "review": {"decision", "review", "reviewtask", "round"},
    "search": None,
    "sessions": None,
    # What its verbs publish, they announce themselves.
    "supervision": None,
    "wagtailadmin": None,
    "wagtailcore": {
        "modellogentry",
        "pagelogentry",
        "referenceindex",
        "revision",
        "taskstate",
        "workflowstate",
    },
    "wagtailsearch": None,
    "wagtailusers": None,
}
# What Wagtail writes on a live page when an editor only saves a draft of it.
OF_DRAFTS = {
    "draft_title",
    "expire_at",
    "go_live_at",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
    "locked",
    "locked_at",
    "locked_by",
    "numchild",
}


def connect():
    """Listen; called when the app is ready."""
    for signal in (post_save, post_delete):
        signal.connect(_row_changed, dispatch_uid=f"pagecache.{id(signal)}")
    m2m_changed.connect(_row_changed, dispatch_uid="pagecache.m2m")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_page_changed, dispatch_uid=f"pagecache.{id(signal)}")


def _row_changed(sender, instance, raw=False, update_fields=None, **kwargs):
    if not raw and is_shown(sender, instance, update_fields):
        versions.bump("public")


def _page_changed(sender, **kwargs):
    versions.bump("public")


def is_shown(model, instance, update_fields=None) -> bool:
    """Whether saving this row could change a public page."""
    # A migration's own models say nothing: what they change is shown by the release that brings them.
    if model.__module__ == "__fake__":
        return False
    private = PRIVATE.get(model._meta.app_label, ())
    if private is None or model._meta.model_name in private:
        return False
    if isinstance(instance, Page):
        return instance.live and not (update_fields and set(update_fields) <= OF_DRAFTS)
    return True
