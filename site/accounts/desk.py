"""The door of the desk: every view behind it is for people at work."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.verdicts import no
from organizations.rules import is_at_work


def desk_view(view=None, *, for_system=False):
    """Decorator: signed in, not suspended, organization open; else the sign-in page or a refusal with its sentence.

    `for_system` lets the system administrator in too, who belongs to no organization and decides nothing.
    """
    if view is None:
        return lambda function: desk_view(function, for_system=for_system)

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        is_at_work(request.user).require()
        if request.user.organization_id is None and not for_system:
            no(
                _("The system administrator has no desk: sign in with an account of an organization.")
            ).require()
        return view(request, *args, **kwargs)

    return guarded


_first_pages: dict[str, str] = {}


def land_on(kind: str, route: str) -> None:
    """Let accounts of organizations of this kind begin at this route; for rooms above, from `AppConfig.ready`."""
    _first_pages[kind] = route


def first_page(user) -> str:
    """The address a person's desk begins at; "" for the inbox."""
    route = _first_pages.get(user.organization.kind) if user.organization_id else None
    return reverse(route) if route else ""
