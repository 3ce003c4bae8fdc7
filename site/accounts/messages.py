"""What is said to people by short message."""

from django.conf import settings
from django.utils.translation import gettext as _

CODE_MINUTES = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60


def code(digits: str) -> str:
    """The code for signing in or registering; never tells that to anybody else's number."""
    return _("[%(site)s] Your code is %(code)s. It is valid for %(minutes)d minutes. Give it to nobody.") % {
        "site": settings.SITE_LABEL,
        "code": digits,
        "minutes": CODE_MINUTES,
    }


def unknown_number() -> str:
    """To the owner of a number without an account who tried to sign in."""
    return _(
        "[%(site)s] Somebody tried to sign in with this number, but it has no account."
        " Offices: ask your administrator. Enterprises: register on the site."
    ) % {"site": settings.SITE_LABEL}


def account_opened(organization: str) -> str:
    """To somebody an administrator has opened an account for."""
    return _(
        "[%(site)s] An account has been opened for you at %(organization)s. Sign in with this number and a code."
    ) % {"site": settings.SITE_LABEL, "organization": organization}
