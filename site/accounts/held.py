"""What somebody typed while their sign-in had ended: kept in the session until the form is shown again (issue 2, 3).

It is theirs alone: the desk leaves the account's number, signed, in the browser, where it outlives the sign-in; what is
kept is given back to that account and thrown away when another signs in.
"""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict

SESSION_KEY = "held_typing"
MAX_BYTES = 200_000
KEEP_SECONDS = 2 * 60 * 60
ACCOUNT_COOKIE = "desk_account"
ACCOUNT_COOKIE_SECONDS = 365 * 24 * 60 * 60
_SALT = "accounts.held"
NEVER_KEPT = ("password", "csrfmiddlewaretoken", "code")


def remember_account(request: HttpRequest, response: HttpResponse, *, path: str) -> None:
    """Leave in the browser, for addresses under `path`, whose desk this is; nothing when it is known there already."""
    account = str(request.user.pk)
    if _account(request) != account:
        response.set_signed_cookie(
            ACCOUNT_COOKIE,
            account,
            salt=_SALT,
            max_age=ACCOUNT_COOKIE_SECONDS,
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def _account(request) -> str:
    """The account that was last at this browser's desk; "" when nobody knows."""
    return request.get_signed_cookie(ACCOUNT_COOKIE, default="", salt=_SALT)


def keep(request: HttpRequest, *, shown_at: str) -> bool:
    """Keep the text fields of this POST (no files, no secrets, at most 200 kB in all) for its own page and account.

    `shown_at` is the page of the form; the address posted to will do as well when it is taken back. False, and nothing
    kept, when nobody knows whose sign-in it was that ended.
    """
    account = _account(request)
    if not account:
        return False
    fields, room = QueryDict(mutable=True), MAX_BYTES
    for name, values in request.POST.lists():
        if any(word in name.lower() for word in NEVER_KEPT):
            continue
        size = sum(len(value.encode()) + len(name) + 2 for value in values)
        if size <= room:
            fields.setlist(name, values)
            room -= size
    request.session[SESSION_KEY] = {
        "paths": [request.path, shown_at.partition("?")[0]],
        "fields": fields.urlencode(),
        "account": account,
        "at": time.time(),
    }
    return True


def take(request: HttpRequest, path: str | None = None) -> QueryDict:
    """What was typed into the form at `path` (this page unless told) before signing in; empty when nothing was.

    It is given back once. The answer is a QueryDict: `Form(data)`, or `Form(initial=data.dict())`.
    """
    held = request.session.get(SESSION_KEY)
    if not held:
        return QueryDict()
    is_gone = time.time() - held["at"] > KEEP_SECONDS or held["account"] != str(request.user.pk)
    if is_gone or (path or request.path) in held["paths"]:
        del request.session[SESSION_KEY]
    if is_gone or (path or request.path) not in held["paths"]:
        return QueryDict()
    return QueryDict(held["fields"], mutable=True)
