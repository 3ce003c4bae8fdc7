"""Text that is encrypted at rest (Fernet): keys from settings, the first encrypts, all of them decrypt.

How keys are made, changed and thrown away: docs/personal-data.md.
"""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

# What a value at rest begins with; anything else in such a column was never encrypted by us.
MARK = "gAAAA"


class Unreadable(Exception):
    """None of the keys in ENCRYPTION_KEYS opens a stored value: the key it was written with has been taken away."""


def fresh_key() -> str:
    """A new key for ENCRYPTION_KEYS."""
    return Fernet.generate_key().decode()


def _derived(secret: str) -> str:
    digest = hashlib.sha256(b"core.encryption:" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()


@lru_cache(maxsize=8)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ImproperlyConfigured("ENCRYPTION_KEYS holds something that is no key.") from None


def box() -> MultiFernet:
    """The keys in use. Without ENCRYPTION_KEYS one is derived from SECRET_KEY (production refuses to start then)."""
    return _box(tuple(settings.ENCRYPTION_KEYS) or (_derived(settings.SECRET_KEY),))


def encrypt(text: str) -> str:
    """The text as it lies in the database; "" stays ""."""
    return box().encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """The text of a stored value. Raises Unreadable when no key opens it."""
    if not token:
        return ""
    try:
        return box().decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable("A stored value cannot be opened with the keys in ENCRYPTION_KEYS.") from None


def rewrite(token: str) -> str:
    """The stored value encrypted anew with the first key. Raises Unreadable."""
    try:
        return box().rotate(token.encode()).decode() if token else ""
    except InvalidToken:
        raise Unreadable("A stored value cannot be opened with the keys in ENCRYPTION_KEYS.") from None


class EncryptedTextField(models.TextField):
    """Plain text to Python, a Fernet token to the database. It cannot be searched: only emptiness can be asked for."""

    def get_prep_value(self, value):
        return encrypt(super().get_prep_value(value) or "")

    def from_db_value(self, value, expression, connection):
        """The text of a stored value; raises Unreadable."""
        return decrypt(value)

    def get_lookup(self, lookup_name):
        """Refuse lookups: two tokens of the same text differ, so none would ever find anything."""
        raise FieldError(f"An encrypted field cannot be looked up by {lookup_name!r}.")


def encrypted_columns() -> list[tuple[type[models.Model], str]]:
    """(model, field name) of every encrypted column of the site."""
    from django.apps import apps

    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
