"""What the clock asks of content: editors' pages that are due, each on its own."""

import logging

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from core.errors import Refused
from core.records import record

logger = logging.getLogger(__name__)


def publish_scheduled(now=None) -> int:
    """Publish what editors scheduled up to now, and end what expired; how many came out.

    A page that may not be public (content.rules) stays a draft, loses its date and is recorded; the others go on.
    A timer: safe twice and late.
    """
    due = Revision.objects.filter(approved_go_live_at__lt=now or timezone.now()).order_by(
        "approved_go_live_at"
    )
    published = sum(_publish(revision) for revision in list(due))
    if not due.exists():
        # Only expiries are left to it now.
        call_command("publish_scheduled")
    return published


def _publish(revision) -> bool:
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except Refused as refused:
        logger.warning("scheduled revision %s stays a draft", revision.pk)
        with transaction.atomic():
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            page = revision.as_object()
            type(page).objects.filter(pk=page.pk).update(go_live_at=None)
            record("content.hold_scheduled", page, by=None, sentence=str(refused.sentence))
        return False
    except Exception:
        # Asked again at the next tick; the others are not held up by it.
        logger.exception("scheduled revision %s could not be published", revision.pk)
        return False
    return True
