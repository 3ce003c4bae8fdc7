"""Is an application whole and possible? By field for the form, by row for whoever approves (stages.py is the table)."""

from decimal import Decimal

from django.utils.translation import gettext as _

from catalog import rules as catalog_rules
from catalog.certification import queries, stages
from catalog.certification.facts import OF_PRODUCTS, MaterialKind, Pledge
from catalog.certification.models import Application, ApplicationProduct
from catalog.certification.process import KEY
from catalog.certification.stages import LABELS, STAGE_OF_LEVEL, Stage
from catalog.certification.states import EDITABLE, RUNNING, RowState
from content import rules as content_rules
from core.verdicts import Verdict, no
from review.models import ReviewTask, TaskKind

MOST_PEOPLE = 10_000_000
MOST_YUAN = Decimal("100000000000")


def name_of(row, column) -> str:
    """The name under which the form has a row's box."""
    return f"row{row.pk}-{column.removesuffix('_id')}"


def problems(application) -> dict[str, list[str]]:
    """Why this cannot be submitted, by names of the form (`row5-name`, `paper-licence`); empty when it is whole."""
    found: dict[str, list[str]] = {}

    def say(name, sentence):
        found.setdefault(name, []).append(str(sentence))

    terms = queries.terms_for(application.region)
    rows = [row for row in application.products.all() if row.state in EDITABLE]
    if not rows:
        say("__all__", _("An application needs at least one product."))
    for one in stages.asked(stages.OF_APPLICATIONS, terms, Stage.SUBMIT):
        if not getattr(application, one.name):
            say(one.name, _missing(Application, one.name))
    _check_promises(application, say)
    if queries.awaiting_stations(application):
        say("station", _("Choose the work station that endorses the application."))
    for row in rows:
        _check_row(row, terms, say)
    _check_papers(application, rows, terms, say)
    _check_twins(application, rows, say)
    return found


def _missing(model, column):
    label = model._meta.get_field(column.removesuffix("_id")).verbose_name
    return _("“%(label)s” is missing.") % {"label": label}


def _check_promises(application, say):
    given = {promise.pledge for promise in application.promises.all()}
    for pledge in Pledge:
        if pledge not in given:
            say("promises", _("Not promised yet: %(pledge)s") % {"pledge": pledge.label})


def _check_row(row, terms, say):
    for one in stages.asked(stages.OF_ROWS, terms, Stage.SUBMIT):
        if getattr(row, one.name) in (None, "", []):
            say(name_of(row, one.name), _missing(ApplicationProduct, one.name))
    if row.people_benefited is not None and row.people_benefited > MOST_PEOPLE:
        say(name_of(row, "people_benefited"), _("This figure is too large to be right: check the unit."))
    if row.commodity_value is not None and not 0 <= row.commodity_value <= MOST_YUAN:
        say(name_of(row, "commodity_value"), _("This figure is too large to be right: check the unit."))


def _check_papers(application, rows, terms, say):
    there = queries.material_kinds([application.pk])[application.pk]
    for one in stages.asked(stages.OF_PAPERS, terms, Stage.SUBMIT):
        kind = MaterialKind(one.name)
        if kind in there[None] or (kind in OF_PRODUCTS and all(kind in there[row.pk] for row in rows)):
            continue
        say(f"paper-{kind}", _("“%(label)s” is missing.") % {"label": kind.label})


def _check_twins(application, rows, say):
    """One product, one review: neither twice in this application nor in another one that runs or stands."""
    others = ApplicationProduct.objects.filter(
        application__organization=application.organization_id,
        state__in=[*RUNNING, RowState.CERTIFIED],
        name__in=[row.name for row in rows if row.name],
    ).exclude(pk__in=[row.pk for row in rows])
    taken = set()
    for other in others.select_related("product"):
        if other.state in RUNNING or (other.product_id and other.product.is_listed):
            taken.add((other.name, other.specification, other.product_id))
    seen = set()
    for row in rows:
        same = (row.name, row.specification)
        if row.name and same in seen:
            say(name_of(row, "name"), _("This product stands twice in the application."))
        if row.name and any(other[:2] == same and other[2] != (row.product_id or 0) for other in taken):
            say(name_of(row, "name"), _("This product is under review or certified already."))
        seen.add(same)


def disclosing(row_ids) -> dict[int, Verdict]:
    """Refusals by row: words that would become public hold a number of a person, named with its place."""
    return content_rules.stopped(queries.shown_of(row_ids))


def not_approvable(row_ids) -> dict[int, Verdict]:
    """Refusals by row, whoever decides: a barred supplier, a number of a person, a paper that this stage needs."""
    rows = ApplicationProduct.objects.filter(pk__in=row_ids)
    rows = list(rows.select_related("application__organization"))
    refused = disclosing(row_ids)
    stage = _stages(row_ids)
    terms = queries.terms_of({row.application.region_id for row in rows})
    there = queries.material_kinds({row.application_id for row in rows})
    for row in rows:
        supply = catalog_rules.may_supply(row.application.organization)
        missing = _missing_papers(row, terms[row.application.region_id], there, stage.get(row.pk))
        if not supply:
            refused[row.pk] = supply
        elif missing is not None:
            refused.setdefault(row.pk, missing)
    return refused


def _stages(row_ids) -> dict[int, Stage]:
    """Row → the stage that its open step would approve."""
    tasks = ReviewTask.objects.open().filter(process=KEY, kind=TaskKind.STEP, subject_id__in=row_ids)
    levels = tasks.values_list("subject_id", "step__level")
    return {pk: STAGE_OF_LEVEL[level] for pk, level in levels if level in STAGE_OF_LEVEL}


def _missing_papers(row, terms, there, stage) -> Verdict | None:
    """The first paper that comes about on the way and is not there at its stage."""
    for one in stages.asked(stages.OF_PAPERS, terms, stage or Stage.SUBMIT):
        kinds = there[row.application_id]
        if one.stage > Stage.SUBMIT and one.name not in kinds[None] | kinds[row.pk]:
            return no(
                _("“%(paper)s” has to be there %(when)s.")
                % {"paper": MaterialKind(one.name).label, "when": LABELS[one.stage]}
            )
    return None
