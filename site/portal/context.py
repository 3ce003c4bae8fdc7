"""What every template may know: the site's settings, the menu, the mode, and at the desk the person's own bar."""

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from activities.rules import can_report
from activities.trade.rules import can_trade, sees_trade
from catalog.certification.rules import sees_applications
from catalog.importing.rules import can_move_in
from catalog.notices.rules import can_publicise
from catalog.rules import sees_products
from catalog.supervision.rules import sees_supervision
from catalog.suppliers.rules import can_write as writes_as_supplier
from content import addresses, frame, wording
from content.models import SiteSettings, heading_of
from content.trails import home_url
from home.indicators.rules import files_forms
from portal.views import ELDER_COOKIE
from regions import queries as region_queries
from review.queries import count_inbox


def site(request):
    """Context of all templates; whatever costs a query is asked only when a template wants it."""
    context = {
        "site_settings": SimpleLazyObject(lambda: _settings(request)),
        "root_region": SimpleLazyObject(region_queries.root),
        "home_url": home_url(),
        "site_domain": SimpleLazyObject(lambda: addresses.base(request).partition("://")[2]),
        "in_chinese": SafeString(' lang="zh-Hans"') if get_language() == "en" else "",
        "elder": "1" if request.COOKIES.get(ELDER_COOKIE) == "1" else "",
        "is_demo": settings.DEMO,
        "main_menu": SimpleLazyObject(lambda: menu(request, in_menu=True)),
        "foot_menu": SimpleLazyObject(lambda: menu(request, in_menu=False)),
        "other_language_url": _other_language_url(request),
    }
    context["may_edit"] = SimpleLazyObject(lambda: _may_edit(request))
    if not request.path.startswith("/cms/"):
        # There Wagtail's own templates ask whether they have a search_url.
        context["search_url"] = SimpleLazyObject(lambda: reverse("search"))
    if request.path.startswith("/desk/") and getattr(request, "user", None) and request.user.is_authenticated:
        context |= _desk(request)
    return context


def _may_edit(request) -> bool:
    """Whether an editor is looking: then the page carries Wagtail's user bar and its policy. Free for anybody else."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    request.shows_user_bar = request.user.has_perm("wagtailadmin.access_admin")
    return request.shows_user_bar


def _settings(request) -> SiteSettings:
    found = frame.of(request)
    if found is None:
        raise SiteSettings.DoesNotExist
    wording.speak(found.settings.wording)
    return found.settings


def menu(request, *, in_menu: bool) -> list[dict]:
    """The home page's children that the editors put into the menu, after the home page; or the rest, for the foot."""
    found = frame.of(request)
    if found is None:
        return []
    here = request.path
    entries = found.once(("menu", in_menu, get_language()), lambda: _entries(found, in_menu))
    return [
        {**entry, "active": here == entry["url"] if entry["is_home"] else here.startswith(entry["url"])}
        for entry in entries
    ]


def _entries(found, in_menu) -> list[dict]:
    """The menu in the language in force, the same on every page."""
    home = {"title": _("Home"), "url": home_url(), "translated": True, "is_home": True}
    pages = [page for page in found.sections if page.live and page.show_in_menus == in_menu]
    entries = [
        {
            "title": heading_of(page),
            "url": page.get_url(None, found.site),
            "translated": heading_of(page) != page.title,
            "is_home": False,
        }
        for page in pages
    ]
    return [home, *entries] if in_menu else entries


def _other_language_url(request) -> str:
    """The same public page in the other language; empty where the address has only one."""
    if request.path.startswith(("/desk/", "/cms/", "/account/", "/regions/")):
        return ""
    if get_language() == "en":
        return request.path.removeprefix("/en") or "/"
    return f"/en{request.path}"


def _desk(request) -> dict:
    user = request.user
    here = request.path

    def entry(title, name, icon, *, count=None, side=False, exact=False):
        url = reverse(name)
        active = here == url if exact else here.startswith(url)
        return {"title": title, "url": url, "icon": icon, "count": count, "side": side, "active": active}

    waiting = SimpleLazyObject(lambda: count_inbox(user))
    posting = bool(can_report(user))
    tasks = entry(_("Inbox"), "review:inbox", "inbox", count=waiting, exact=True)
    tasks["active"] = here == "/desk/" or here.startswith("/desk/tasks/")
    nav = [tasks]
    if posting:
        nav.append(entry(_("Reports"), "activities_desk:list", "file-text"))
    trading = bool(can_trade(user))
    if sees_trade(user):
        nav.append(entry(_("Trade records"), "trade_desk:list", "clipboard-pen"))
    if files_forms(user):
        nav.append(entry(_("Statistics filings"), "filings:list", "stamp"))
    if sees_applications(user):
        is_side = user.organization.is_office
        nav.append(entry(_("Certification"), "certification_desk:list", "badge-check", side=is_side))
    if sees_products(user):
        nav.append(entry(_("Product directory"), "catalog_desk:list", "shopping-basket"))
    if writes_as_supplier(user):
        nav.insert(0, entry(_("My supplier"), "suppliers_desk:home", "store"))
    if sees_supervision(user):
        nav.append(entry(_("Supervision"), "supervision_desk:list", "megaphone", side=True))
    if can_publicise(user):
        nav.append(entry(_("Publicity notices"), "notices_desk:waiting", "scroll-text", side=True))
    if can_move_in(user):
        nav.append(entry(_("Move a directory in"), "importing:files", "upload", side=True))
    nav.append(entry(_("Mine"), "accounts:mine", "user-round"))
    return {
        "desk_nav": nav,
        "can_post": posting or trading,
        "post_label": _("New report") if posting else _("New trade record"),
        "post_url": reverse("activities_desk:new" if posting else "trade_desk:new"),
        "desk_who": {
            "name": user.name,
            "organization": user.organization.name if user.organization_id else "",
            "url": reverse("accounts:mine"),
        },
    }
