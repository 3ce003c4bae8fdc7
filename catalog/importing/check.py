"""Every row of a file read and judged before anything is written: what would happen, or what is wrong and where."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.actions.standing import year_from
from catalog.facts import ProductKind
from catalog.importing import known, reading
from catalog.importing.columns import BY_KEY
from catalog.importing.places import Places
from catalog.importing.showing import morning
from catalog.importing.spool import Spool
from catalog.importing.writer import Product
from content.rules import can_be_public
from content.shown import Shown, Text

# So many errors and notes are kept with their words; the rest are counted.
MOST_ERRORS = 2_000
MOST_NOTES = 200
SLICE = 1_000
FACTS = (
    "brand",
    "specification",
    "annual_output",
    "supply_period",
    "people_benefited",
    "participation",
    "benefit",
)
# Texts that stand on a public page; the shortest number of a person has eleven digits.
PRINTED = (
    "title",
    "other_names",
    "supplier",
    "brand",
    "specification",
    "annual_output",
    "supply_period",
    "benefit",
    "summary",
    "tags",
    "shops",
)
FEWEST_DIGITS = 11
WORDS = ("other_names", "summary", "tags", "shops")


@dataclass
class Report:
    """What the check found. Errors: [row, column, heading, what stood there, sentence]; notes: [row, sentence]."""

    rows: int = 0
    certified: int = 0
    ordinary: int = 0
    expired: int = 0
    updates: int = 0
    suppliers: list = field(default_factory=list)
    supplier_count: int = 0
    errors: list = field(default_factory=list)
    error_count: int = 0
    notes: list = field(default_factory=list)
    note_count: int = 0

    @property
    def new(self) -> int:
        return self.certified + self.ordinary

    def add_error(self, row, column, heading, value, sentence):
        self.error_count += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append([row, column, heading, str(value or "")[:80], str(sentence)])

    def add_note(self, row, sentence):
        self.note_count += 1
        if len(self.notes) < MOST_NOTES:
            self.notes.append([row, str(sentence)])


class Wrong(Exception):
    """A sentence about one column of the row in hand."""

    def __init__(self, key, sentence):
        super().__init__(key, sentence)
        self.key, self.sentence = key, sentence


@dataclass
class Checked:
    """A judged file: the report, its rows, and the suppliers to be opened for them."""

    report: Report
    spool: Spool
    suppliers: list[known.Planned]


def check(path, *, may_update=False, tell: Callable[[int], None] = lambda done: None) -> Checked:
    """Read the file at `path` and judge every row; nothing is written. `tell(rows)` is called after each thousand.

    What is wrong with the file as a whole is an error of row 0. Never raises for what a file holds.
    """
    judge = _Judge(may_update)
    try:
        with reading.opened(path) as table:
            judge.read(table, tell)
    except ValidationError as error:
        judge.report.add_error(0, "", "", "", error.messages[0])
    if not judge.report.rows and not judge.report.error_count:
        judge.report.add_error(0, "", "", "", _("Below the headings there is no row."))
    return judge.checked()


class _Judge:
    def __init__(self, may_update):
        self.may_update = may_update
        self.report, self.spool = Report(), Spool()
        self.places, self.categories = Places(), known.Categories()
        self.suppliers, self.offices, self.products = known.Suppliers(), known.Offices(), known.Products()
        self.today, self.now = timezone.localdate(), timezone.now()
        self.table, self.positions = None, {}

    def checked(self) -> Checked:
        planned = self.suppliers.planned
        self.report.supplier_count = len(planned)
        self.report.suppliers = [[plan.name, plan.region_id, plan.uscc] for plan in planned[:50]]
        return Checked(self.report, self.spool, planned)

    def read(self, table, tell):
        self.table = table
        self.positions = {column.key: position for position, column in table.columns}
        if table.unknown:
            self.report.add_note(
                0,
                _("Columns that are not known are left out: %(names)s.")
                % {"names": "、".join(table.unknown[:20])},
            )
        for number, row in table.rows:
            self.report.rows += 1
            self._judge(number, row)
            if self.report.rows % SLICE == 0:
                tell(self.report.rows)
        tell(self.report.rows)

    def _judge(self, number, row):
        values = self._values(number, row)
        if values is None:
            return
        try:
            self._accept(number, values)
        except Wrong as wrong:
            self._complain(number, wrong.key, values.get(wrong.key), wrong.sentence)

    def _values(self, number, row) -> dict | None:
        """The cells as values; None when one of them is wrong: all of them are named."""
        values, is_good, width = {}, True, len(row)
        for position, column in self.table.columns:
            cell = row[position] if position < width else None
            try:
                value = column.read(cell)
            except ValidationError as error:
                self._complain(number, column.key, cell, error.messages[0])
                is_good = False
                continue
            if not value and (number, position) in self.table.merged:
                self._complain(
                    number, column.key, "", _("This cell is merged: undo that and fill in every row.")
                )
                is_good = False
            elif column.is_required and not value:
                self._complain(number, column.key, cell, _("This must not be empty."))
                is_good = False
            values[column.key] = value
        return values if is_good else None

    def _complain(self, number, key, value, sentence):
        position = self.positions.get(key)
        column = self.table.place(position) if position is not None else ""
        self.report.add_error(number, column, BY_KEY[key].heading, value, sentence)

    def _accept(self, number, values):
        place = self._found("region", self.places.find, values["region"])
        if place.was:
            self.report.add_note(
                number,
                _("%(was)s is today %(name)s.") % {"was": place.was, "name": f"{place.name}（{place.code}）"},
            )
        product = Product(
            title=values["title"],
            region_id=place.code,
            category_id=self._found("category", self.categories.find, values["category"]),
            supplier_id=self._supplier(values, place.code, number),
            listed_at=self.now,
            listed_from=self.today,
            commodity_value=self._value(values),
            **{name: values[name] for name in (*FACTS, *WORDS) if values.get(name)},
        )
        self._ask_for_numbers(values)
        self._certify(product, values)
        known_as = self._identify(product, number)
        self.spool.add((number, known_as, product))

    def _ask_for_numbers(self, values):
        """No identity, mobile or bank card number becomes public; only texts with enough digits are asked about."""
        for key in PRINTED:
            words = values.get(key) or ""
            words = words if isinstance(words, str) else str(words)
            if sum(map(str.isdigit, words)) >= FEWEST_DIGITS:
                verdict = can_be_public(Shown([Text(key, BY_KEY[key].heading, words)]))
                if not verdict:
                    raise Wrong(key, verdict.sentence)

    def _found(self, key, find, *words):
        try:
            return find(*words)
        except ValidationError as error:
            raise Wrong(key, error.messages[0]) from None

    def _supplier(self, values, region, number) -> int:
        code = values.get("uscc") or ""
        try:
            return self.suppliers.find(values["supplier"], code, region, number)
        except ValidationError as error:
            key = "uscc" if error.code in {"uscc", "two_names"} or "uscc" in _codes(error) else "supplier"
            raise Wrong(key, error.messages[0]) from None

    def _value(self, values):
        wan, yuan = values.get("commodity_value"), values.get("commodity_value_yuan")
        if wan is not None and yuan is not None and wan != yuan:
            raise Wrong("commodity_value_yuan", _("The two columns of the commodity value disagree."))
        return yuan if wan is None else wan

    def _certify(self, product, values):
        """Kind, certificate and validity agree with one another."""
        number, day = values.get("certificate_number") or None, values.get("certified_on")
        kind = values.get("kind") or (ProductKind.CERTIFIED if number else ProductKind.ORDINARY)
        product.kind, last = str(kind), values.get("listed_until")
        if kind == ProductKind.ORDINARY:
            if number or day:
                raise Wrong(
                    "certificate_number" if number else "certified_on",
                    _(
                        "An ordinary product has no certificate: leave this empty, or write 扶贫产品 under 种类."
                    ),
                )
        else:
            self._check_certificate(number, day)
            product.certificate_number, product.certified_on = number, day
            product.listed_from, product.listed_at = day, min(morning(day), self.now)
            last = last or year_from(day)
            if name := values.get("certified_by"):
                product.certified_by_id = self._found(
                    "certified_by", self.offices.find, name, product.region_id
                )
        if last and last < product.listed_from:
            raise Wrong("listed_until", _("The validity ends before the certification."))
        product.listed_until = last

    def _check_certificate(self, number, day):
        if not number:
            raise Wrong("certificate_number", _("A certified product needs its certificate number."))
        if not day:
            raise Wrong("certified_on", _("A certified product needs the day of its certification."))
        if day > self.today:
            raise Wrong("certified_on", _("This day has not come yet."))

    def _identify(self, product, number) -> int:
        """0 for a new product, else the key of the one that the row changes."""
        certificate = product.certificate_number
        key = certificate or (product.title, product.specification, product.supplier_id)
        column = "certificate_number" if certificate else "title"
        if earlier := self.products.first_row(key, number):
            words = (
                _("Row %(row)s has the same number.")
                if certificate
                else _("Row %(row)s is the same product.")
            )
            raise Wrong(column, words % {"row": earlier})
        known_as = (self.products.numbers if certificate else self.products.ordinary).get(key, 0)
        if known_as and not self.may_update:
            words = (
                _("A product with this number is in the directory already.")
                if certificate
                else _("This supplier's product of that name is in the directory already.")
            )
            raise Wrong(column, words)
        self._count(product, known_as)
        return known_as

    def _count(self, product, known_as):
        if known_as:
            self.report.updates += 1
            return
        if product.kind == ProductKind.CERTIFIED:
            self.report.certified += 1
        else:
            self.report.ordinary += 1
        self.report.expired += bool(product.listed_until and product.listed_until < self.today)


def _codes(error) -> set:
    return {one.code for one in getattr(error, "error_list", [])}


def refused(sentence) -> Checked:
    """A file that is not even read, with the reason."""
    report = Report()
    report.add_error(0, "", "", "", sentence)
    return Checked(report, Spool(), [])
