"""Who tells the cache: besides the verbs, which say `versions.bump` themselves, every row saved or deleted one by one
that a public page could show. Sessions, drafts, tasks and records are what it never shows.
"""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from core import versions

# Whole apps, and single models of apps that have public ones too.
PRIVATE_APPS = frozenset(
    "admin auth account accounts contenttypes mfa migrations sessions wagtailadmin wagtailsearch wagtailusers".split()
)
PRIVATE_MODELS = frozenset(
    """
    activities.reportattachment activities.reportpicture activities.reportversion
    core.job core.privatefile core.record core.versionstep
    indicators.filing
    review.decision review.review review.reviewtask
    wagtailcore.comment wagtailcore.commentreply wagtailcore.modellogentry wagtailcore.pagelogentry
    wagtailcore.pagesubscription wagtailcore.referenceindex wagtailcore.revision wagtailcore.task
    wagtailcore.taskstate wagtailcore.uploadedfile wagtailcore.workflow wagtailcore.workflowstate
    wagtailcore.workflowtask
    """.split()
)
# What Wagtail writes on a live page when an editor only saves a draft of it.
OF_DRAFTS = frozenset(
    """
    draft_title expire_at go_live_at has_unpublished_changes latest_revision latest_revision_created_at
    latest_revision_id locked locked_at locked_by numchild
    """.split()
)


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
    label = model._meta.label_lower
    if (
        model._meta.app_label in PRIVATE_APPS
        or label in PRIVATE_MODELS
        or label.startswith("wagtailcore.task")
    ):
        return False
    if isinstance(instance, Page):
        return instance.live and not (update_fields and set(update_fields) <= OF_DRAFTS)
    return True
