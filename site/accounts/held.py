"""What somebody typed while their sign-in had ended: kept in the session until the form is shown again (issue 2, 3)."""

import time

from django.http import HttpRequest, QueryDict

SESSION_KEY = "held_typing"
MAX_BYTES = 200_000
KEEP_SECONDS = 2 * 60 * 60
NEVER_KEPT = ("password", "csrfmiddlewaretoken", "code")


def keep(request: HttpRequest, *, shown_at: str) -> None:
    """Keep the text fields of this POST (no files, no secrets, at most 200 kB in all) for its own page.

    `shown_at` is the page of the form; the address posted to will do as well when it is taken back.
    """
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
        "at": time.time(),
    }


def take(request: HttpRequest, path: str | None = None) -> QueryDict:
    """What was typed into the form at `path` (this page unless told) before signing in; empty when nothing was.

    It is given back once. The answer is a QueryDict: `Form(data)`, or `Form(initial=data.dict())`.
    """
    held = request.session.get(SESSION_KEY)
    if not held:
        return QueryDict()
    is_stale = time.time() - held["at"] > KEEP_SECONDS
    if is_stale or (path or request.path) in held["paths"]:
        del request.session[SESSION_KEY]
    if is_stale or (path or request.path) not in held["paths"]:
        return QueryDict()
    return QueryDict(held["fields"], mutable=True)
