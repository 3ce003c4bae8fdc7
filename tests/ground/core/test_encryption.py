"""What is encrypted at rest: keys that rotate, columns that nobody can search."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from catalog.suppliers.models import SupplierProfile
from core import encryption
from tests.factories.suppliers import ID_NUMBER, supplier


def test_text_comes_back_and_empty_stays_empty():
    assert encryption.decrypt(encryption.encrypt(ID_NUMBER)) == ID_NUMBER
    assert (encryption.encrypt(""), encryption.decrypt("")) == ("", "")
    assert encryption.encrypt(ID_NUMBER) != encryption.encrypt(ID_NUMBER)


def test_the_first_key_encrypts_and_all_decrypt(settings):
    old, new = encryption.fresh_key(), encryption.fresh_key()
    settings.ENCRYPTION_KEYS = [old]
    token = encryption.encrypt("秘密")
    settings.ENCRYPTION_KEYS = [new, old]
    assert encryption.decrypt(token) == "秘密"
    fresh = encryption.rewrite(token)
    settings.ENCRYPTION_KEYS = [new]
    assert encryption.decrypt(fresh) == "秘密"
    with pytest.raises(encryption.Unreadable):
        encryption.decrypt(token)
    assert Fernet(new).decrypt(fresh.encode()).decode() == "秘密"


def test_what_is_no_key_is_named(settings):
    settings.ENCRYPTION_KEYS = ["short"]
    with pytest.raises(ImproperlyConfigured):
        encryption.encrypt("x")


@pytest.mark.django_db
def test_the_database_never_holds_the_number():
    organization = supplier(natural_person=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM suppliers_supplierprofile")
        [(stored,)] = cursor.fetchall()
    assert stored.startswith(encryption.MARK)
    profile = SupplierProfile.objects.get(organization=organization)
    assert profile.id_number == ID_NUMBER
    assert profile.masked_id_number == f"9999************{ID_NUMBER[-2:]}"
    with pytest.raises(FieldError):
        SupplierProfile.objects.filter(id_number=ID_NUMBER)


@pytest.mark.django_db
def test_rotation_leaves_nothing_that_needs_the_old_key(settings):
    old, new = encryption.fresh_key(), encryption.fresh_key()
    settings.ENCRYPTION_KEYS = [old]
    organization = supplier(natural_person=True)
    settings.ENCRYPTION_KEYS = [new, old]
    call_command("rotate_encryption", stdout=StringIO())
    settings.ENCRYPTION_KEYS = [new]
    assert SupplierProfile.objects.get(organization=organization).id_number == ID_NUMBER
