"""The one Wagtail group there is: editors. Its rights on the tree, the media library and the site's settings."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from accounts.models import EDITORS, AccountSettings, Role, User

# After the page tree exists.
ORDER = 60
PAGE_RIGHTS = ("add", "change", "publish", "lock", "unlock")
LIBRARY_RIGHTS = ("add", "change", "choose")


def load(progress):
    """Create the group, give it its rights, put every editor into it; safe to run again."""
    group = Group.objects.get_or_create(name=EDITORS)[0]
    group.permissions.set(
        [_right("access_admin"), *_settings_rights(), *_rights(Redirect, "add", "change", "delete")]
    )
    for permission in _library_rights():
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site:
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=[f"{right}_page" for right in PAGE_RIGHTS]
        ):
            GroupPagePermission.objects.get_or_create(group=group, page=site.root_page, permission=permission)
    editors = User.objects.filter(role=Role.EDITOR, organization__isnull=False).exclude(groups=group)
    group.user_set.add(*editors)
    progress("rights of editors", group.permissions.count(), group.permissions.count())


def _right(codename):
    return Permission.objects.get(content_type__app_label="wagtailadmin", codename=codename)


def _rights(model, *verbs):
    codenames = [f"{verb}_{model._meta.model_name}" for verb in verbs]
    return Permission.objects.filter(
        content_type=ContentType.objects.get_for_model(model), codename__in=codenames
    )


def _settings_rights():
    """All settings of the site but who opens accounts."""
    return [right for model in registry if model is not AccountSettings for right in _rights(model, "change")]


def _library_rights():
    return [
        right
        for model in (get_image_model(), get_document_model())
        for right in _rights(model, *LIBRARY_RIGHTS)
    ]
