"""A seal on a line of text that anybody can check offline with the public key: Ed25519 (certificates' codes).

The key is derived from SEAL_KEY, or from SECRET_KEY where none is set; a new one makes old seals unknown.
"""

import base64

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(text: str) -> str:
    """The seal of a text: 86 letters and digits, `-` and `_`."""
    return base64.urlsafe_b64encode(_key().sign(text.encode())).rstrip(b"=").decode()


def is_sealed(text: str, said: str) -> bool:
    """Whether `said` is the seal that this site puts on the text."""
    try:
        signature = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4))
        _key().public_key().verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key() -> str:
    """The key that checks seals, as PEM; it may be printed and kept anywhere."""
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key().public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def _key() -> Ed25519PrivateKey:
    secret = settings.SEAL_KEY or settings.SECRET_KEY
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"certificates").derive(secret.encode())
    return Ed25519PrivateKey.from_private_bytes(derived)
