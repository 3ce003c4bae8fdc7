"""The demo's names and contacts fill what is empty, and go without touching what an editor wrote."""

import pytest
from wagtail.models import Site

from content.models import SiteSettings
from demo import contacts

pytestmark = pytest.mark.django_db


def settings_of_site():
    return SiteSettings.objects.get()


@pytest.fixture
def edited():
    settings = SiteSettings.for_site(Site.objects.get())
    settings.organizer = "编辑写的主办单位"
    settings.save()
    contacts.put()


def test_contacts_fill_only_what_is_empty(edited):
    settings = settings_of_site()
    assert settings.organizer == "编辑写的主办单位"
    assert settings.form_contact == contacts.CONTACTS["form_contact"]


def test_contacts_taken_away_leave_what_an_editor_wrote(edited):
    contacts.take_away()
    settings = settings_of_site()
    left = {name: getattr(settings, name) for name in contacts.CONTACTS if getattr(settings, name)}
    assert left == {"organizer": "编辑写的主办单位"}
