"""Receipt numbers: read out over the telephone, not guessed, and wrong ones are seen to be wrong."""

import secrets
import unicodedata

# Without the letters and digits that look alike (0 O, 1 I L). Their number is prime: a weighted sum over it finds
# every wrong character and every two that changed places.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
GROUP = 4


def fresh_receipt(prefix: str) -> str:
    """A new number such as “YY-7K3M-9QXD-T4WC”: the prefix (capital letters), 11 random characters (54 bits), a check.

    The column that keeps it is unique; a second one of the same is not to be expected.
    """
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return _written(prefix, body + check_character(prefix, body))


def read_receipt(typed: str) -> str:
    """The number as it is kept, however it was typed (small letters, blanks, full width); "" if it is none."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    letters = "".join(letter for letter in plain if letter.isalnum())
    prefix, code = letters[:-LENGTH], letters[-LENGTH:]
    if not prefix or len(code) < LENGTH or not set(code) <= set(ALPHABET):
        return ""
    return _written(prefix, code) if check_character(prefix, code[:-1]) == code[-1] else ""


def check_character(prefix: str, body: str) -> str:
    """What stands last in a number with this prefix and body."""
    total = sum(map(ord, prefix)) * LENGTH
    total += sum(place * ALPHABET.index(letter) for place, letter in enumerate(body, 2))
    return ALPHABET[-total % len(ALPHABET)]


def _written(prefix: str, code: str) -> str:
    return "-".join([prefix, *(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))])
