"""How certificate numbers are made (docs/certification.md): prefix, region, year, serial, check character."""

from stdnum.iso7064 import mod_37_36

SERIAL_DIGITS = 5


def number_of(prefix: str, region_code: str, year: int, serial: int) -> str:
    """The whole number: ISO 7064 MOD 37,36 over what stands before the last character.

    >>> number_of("", "360702", 2026, 1)
    '360702202600001L'
    """
    body = f"{prefix}{region_code}{year}{serial:0{SERIAL_DIGITS}d}"
    return body + mod_37_36.calc_check_digit(body)


def holds_together(number: str) -> bool:
    """Whether the check character fits: finds every single wrong character and every swap of two neighbours."""
    return mod_37_36.is_valid(number)
