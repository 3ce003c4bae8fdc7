"""What a complaint can be about: each kind is registered with a function that finds it; upper floors bring their own.

`register("activity", find)` from `AppConfig.ready`; public forms are opened at `?about=<kind>-<id>`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.supervision.states import About
from organizations.models import Organization
from regions import queries as regions
from regions.models import Region


@dataclass(frozen=True)
class Target:
    """One thing that can be complained about, as the public sees it.

    `region` says which offices are in charge; `office` names the one that answers, where it is not the territory's;
    `party` is the organization it is about.
    """

    kind: str
    pk: int | None
    title: str
    region: Region
    url: str = ""
    office: Organization | None = None
    party: Organization | None = None

    @property
    def about(self) -> str:
        """As it stands in an address."""
        return self.kind if self.pk is None else f"{self.kind}-{self.pk}"


Finder = Callable[[int], Target | None]
_finders: dict[str, Finder] = {}


def register(kind: str, find: Finder) -> None:
    """Let complaints be about things of this kind (one of `About`); `find(pk)` gives None for what is not public."""
    _finders[About(kind).value] = find


def find(kind: str, pk: int | None) -> Target | None:
    """The thing, or None where there is none that the public may see."""
    if kind == About.SITE:
        return in_general()
    finder = _finders.get(kind)
    return finder(pk) if finder and pk is not None else None


def read(about: str) -> Target | None:
    """The thing that `?about=` names: in general without one, None for what nobody knows."""
    kind, _dash, number = about.partition("-")
    if kind in {"", About.SITE.value}:
        return in_general()
    return find(kind, int(number)) if number.isascii() and number.isdigit() and len(number) < 16 else None


def in_general() -> Target:
    """Whatever else: for the root office."""
    return Target(About.SITE, None, _("Consumption assistance in general"), regions.root())


def _product(pk) -> Target | None:
    from catalog.models import ProductPage
    from catalog.states import SHOWN

    found = ProductPage.objects.select_related("region", "supplier").filter(pk=pk, standing__in=SHOWN).first()
    if found is None:
        return None
    return Target(About.PRODUCT, found.pk, found.title, found.region, found.url or "", party=found.supplier)


def _supplier(pk) -> Target | None:
    from django.urls import reverse

    from catalog.queries import public_supplier

    found = public_supplier(pk)
    if found is None:
        return None
    url = reverse("catalog:supplier", args=[found.pk])
    return Target(About.SUPPLIER, found.pk, found.name, found.region, url, party=found)


def _notice(pk) -> Target | None:
    from catalog.notices.models import NoticePage

    found = NoticePage.objects.live().select_related("region", "office__region").filter(pk=pk).first()
    if found is None:
        return None
    return Target(About.NOTICE, found.pk, found.title, found.region, found.url or "", office=found.office)


def register_own():
    """The kinds of this floor and those below; called when the app is ready."""
    register(About.PRODUCT, _product)
    register(About.SUPPLIER, _supplier)
    register(About.NOTICE, _notice)
