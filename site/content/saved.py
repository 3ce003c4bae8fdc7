"""What follows when the site's settings are saved: caches only."""

from django.db import transaction
from django.db.models.signals import post_save

from content import pictures, wording
from content.models import SiteSettings


def connect():
    """Listen for saved settings; called when the app is ready."""
    post_save.connect(_follow, sender=SiteSettings, dispatch_uid="content.saved")


def _follow(sender, instance, **kwargs):
    wanted = [pk for pk in (instance.share_picture_id, instance.party_mark_id) if pk]

    def follow():
        wording.remember(instance.wording)
        if wanted:
            pictures.make_later(wanted)

    transaction.on_commit(follow)
