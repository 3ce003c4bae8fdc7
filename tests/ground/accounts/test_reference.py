"""The editors' group: what it may, and who is in it."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupPagePermission, Page

from accounts import reference
from accounts.models import EDITORS
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, sign_in):
    user = UserFactory(editor=True, organization=OrganizationFactory(province_office=True))
    reference.load(lambda *words: None)
    sign_in(client, user)
    return user


def test_editors_join_and_may_edit_pages_pictures_and_settings(editor):
    assert [group.name for group in editor.groups.all()] == [EDITORS]
    root = Page.objects.get(depth=2)
    for_page = root.permissions_for_user(editor)
    assert for_page.can_edit() and for_page.can_publish() and for_page.can_add_subpage()
    assert editor.has_perm("content.change_sitesettings")
    assert not editor.has_perm("accounts.change_accountsettings")
    assert not editor.has_perm("accounts.change_user")


def test_load_twice_changes_nothing(editor):
    def rights():
        group = Group.objects.get(name=EDITORS)
        pages = GroupPagePermission.objects.filter(group=group).count()
        return pages, group.permissions.count(), group.collection_permissions.count()

    before = rights()
    reference.load(lambda *words: None)
    assert rights() == before
    assert all(before)


def test_reporters_do_not_reach_the_cms(client, sign_in):
    reference.load(lambda *words: None)
    sign_in(client, UserFactory(administrator=True))
    assert client.get("/cms/").status_code == 302


def test_editors_see_no_users_and_groups(client, editor):
    menu = client.get("/cms/").content.decode()
    assert "/cms/users/" not in menu
    assert "/cms/groups/" not in menu
    for path in ("/cms/users/", "/cms/groups/", "/cms/settings/accounts/accountsettings/"):
        assert client.get(path).status_code == 302


def test_ended_sessions_are_cleared_by_a_timer(client):
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from core import clock

    client.post("/desk/accounts/open/colleague/", {"name": "王小明"})
    Session.objects.update(expire_date=timezone.now())
    clock.tick()
    assert Session.objects.count() == 0
