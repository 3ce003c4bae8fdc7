"""What the rows of a file name and the site knows: categories, suppliers, offices, products. Read once a file."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.models import Category, ProductPage
from organizations.actions import clean_credit_code, clean_name
from organizations.models import OFFICES, Kind, Organization
from regions.models import prefix_of

# Who may stand as a product's supplier.
SUPPLYING = frozenset({Kind.SUPPLIER, Kind.PRODUCTION_BASE, Kind.ENTERPRISE})


class Categories:
    """A category by its key, its name, another name, or both levels' names: 粮食/大米."""

    def __init__(self):
        self.found: dict[str, set[int]] = {}
        self.tops: dict[str, str] = {}
        self.names: dict[int, str] = {}
        leaves = Category.objects.active().leaves().filter(parent__is_active=True).select_related("parent")
        below: dict[int, list[str]] = {}
        for leaf in leaves:
            self.names[leaf.pk] = f"{leaf.parent.name}/{leaf.name}"
            below.setdefault(leaf.parent_id, []).append(leaf.name)
            for word in (leaf.key, leaf.name, f"{leaf.parent.name}{leaf.name}"):
                self.found.setdefault(word, set()).add(leaf.pk)
        for leaf in leaves:
            # Another name counts where no category has it for its own.
            for word in filter(None, leaf.other_names.split("、")):
                if word not in self.names.values():
                    self.found.setdefault(word, set()).add(leaf.pk)
        for top in Category.objects.tops():
            choices = "、".join(below.get(top.pk, []))
            self.tops |= {top.name: choices, top.key: choices}

    def find(self, written: str) -> int:
        """The key of the category. Raises ValidationError that names the choices."""
        word = written.replace(" ", "").replace("／", "/").replace(">", "/").replace("/", "")
        choices = self.found.get(written) or self.found.get(word, ())
        if len(choices) == 1:
            return next(iter(choices))
        if choices:
            sentence = _("“%(word)s” may be several categories: %(choices)s.")
            names = "、".join(self.names[pk] for pk in sorted(choices))
        elif written in self.tops:
            sentence = _("“%(word)s” is of the first level: choose one below it: %(choices)s.")
            names = self.tops[written]
        else:
            sentence = _("“%(word)s” is no category; those of the first level are: %(choices)s.")
            names = "、".join(name for name in self.tops if not name.isascii())
        raise ValidationError(sentence, code="category", params={"word": written, "choices": names})


@dataclass
class Planned:
    """A supplier to be opened for the file."""

    name: str
    region_id: str
    uscc: str
    row: int


@dataclass
class Suppliers:
    """Suppliers that are there (their keys), and those to be opened (negative numbers: -1 is the first)."""

    by_code: dict = field(default_factory=dict)
    by_name: dict = field(default_factory=dict)
    planned: list[Planned] = field(default_factory=list)
    planned_codes: dict[str, int] = field(default_factory=dict)
    planned_names: dict[tuple[str, str], int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        today = timezone.localdate()
        rows = Organization.objects.exclude(uscc="", kind__in=set(Kind) - SUPPLYING)
        for pk, name, kind, region, uscc, closed, barred in rows.values_list(
            "pk", "name", "kind", "region_id", "uscc", "closed_at", "barred_until"
        ):
            known = (pk, name, kind, region, closed, barred if barred and barred >= today else None)
            if uscc:
                self.by_code[uscc] = known
            if kind in SUPPLYING and not closed:
                self.by_name.setdefault(name, []).append(known)

    def find(self, written: str, code: str, region: str, row: int) -> int:
        """The key of the supplier that is meant; of a new one, the negative number of its plan."""
        name = clean_name(written)
        if code and code not in self.codes:
            self.codes[code] = clean_credit_code(code)
        uscc = self.codes.get(code, "")
        if uscc in self.by_code and uscc:
            return self._usable(self.by_code[uscc])
        same = [known for known in self.by_name.get(name, ()) if _same_county(known[3], region)]
        if len(same) > 1 and not uscc:
            raise ValidationError(
                _("Several suppliers are called “%(name)s” there: give the unified social credit code."),
                code="several",
                params={"name": name},
            )
        if same and not uscc:
            return self._usable(same[0])
        return self._plan(name, uscc, region[:6], row)

    def _usable(self, known) -> int:
        pk, name, kind, _region, closed, barred = known
        if kind not in SUPPLYING:
            sentence = _("This code belongs to “%(name)s”, which is no supplier.")
        elif closed:
            sentence = _("The supplier “%(name)s” is closed.")
        elif barred:
            sentence = _("The supplier “%(name)s” is barred until %(day)s.")
        else:
            return pk
        raise ValidationError(sentence, code="supplier", params={"name": name, "day": barred})

    def _plan(self, name, uscc, county, row) -> int:
        number = self.planned_codes.get(uscc) or self.planned_names.get((name, county))
        if number:
            plan = self.planned[-number - 1]
            if plan.name != name:
                raise ValidationError(
                    _("The same code stands beside “%(other)s” in row %(row)s."),
                    code="two_names",
                    params={"other": plan.name, "row": plan.row},
                )
            if uscc and not plan.uscc:
                plan.uscc = uscc
            elif uscc and plan.uscc != uscc:
                number = 0
        if not number:
            self.planned.append(Planned(name, county, uscc, row))
            number = -len(self.planned)
        if uscc:
            self.planned_codes[uscc] = number
        self.planned_names.setdefault((name, county), number)
        return number


def _same_county(one, other) -> bool:
    """Whether one lies in the other, a township counting as its county."""
    first, second = prefix_of(one[:6]), prefix_of(other[:6])
    return first.startswith(second) or second.startswith(first)


class Offices:
    """Certifying units by their names."""

    def __init__(self):
        self.by_name: dict[str, list[tuple[int, str]]] = {}
        for pk, name, region in Organization.objects.filter(kind__in=OFFICES).values_list(
            "pk", "name", "region_id"
        ):
            self.by_name.setdefault(name, []).append((pk, region))

    def find(self, name: str, region: str) -> int:
        """The office of that name; of several, the one whose territory holds `region`."""
        found = self.by_name.get(name, [])
        over = [one for one in found if region.startswith(prefix_of(one[1]))] if len(found) > 1 else found
        if len(over) != 1:
            raise ValidationError(
                _("“%(name)s” is not known here as an office: open it first, or leave the cell empty."),
                code="office",
                params={"name": name},
            )
        return over[0][0]


class Products:
    """What is in the directory, and what rows above have said already."""

    def __init__(self):
        rows = ProductPage.objects.order_by()
        numbered = rows.filter(certificate_number__isnull=False).values_list("certificate_number", "pk")
        self.numbers: dict[str, int] = dict(numbered.iterator(chunk_size=5_000))
        ordinary = rows.filter(certificate_number__isnull=True)
        said = ordinary.values_list("title", "specification", "supplier_id", "pk")
        self.ordinary = {tuple(key): pk for *key, pk in said.iterator(chunk_size=5_000)}
        self.rows: dict = {}

    def first_row(self, key, row: int) -> int | None:
        """The earlier row of the file with the same key; None when this is the first."""
        earlier = self.rows.setdefault(key, row)
        return None if earlier == row else earlier
