"""Which field or paper is compulsory from which stage: the one table that form, verbs and reviewers read."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils.translation import gettext_lazy as _

from catalog.certification.facts import MaterialKind
from regions.models import Level


class Stage(IntEnum):
    """How far an application wants to go; each needs what the earlier ones need."""

    SUBMIT = 1
    COUNTY = 2
    CITY = 3
    PROVINCE = 4


LABELS = {
    Stage.SUBMIT: _("when submitting"),
    Stage.COUNTY: _("before the county office approves"),
    Stage.CITY: _("before the city office approves"),
    Stage.PROVINCE: _("before the provincial office approves"),
}
# What a step of a level approves for; work stations lie below the county.
STAGE_OF_LEVEL = {Level.COUNTY: Stage.COUNTY, Level.PREFECTURE: Stage.CITY, Level.PROVINCE: Stage.PROVINCE}


@dataclass(frozen=True)
class Requirement:
    """`name` is compulsory from `stage` on; `when` names the flag of the region's terms that asks for it."""

    name: str
    stage: Stage
    when: str = ""


OF_APPLICATIONS = (
    Requirement("entity_name", Stage.SUBMIT),
    Requirement("address", Stage.SUBMIT),
    Requirement("phone", Stage.SUBMIT),
    Requirement("benefit", Stage.SUBMIT),
)
OF_ROWS = (
    Requirement("name", Stage.SUBMIT),
    Requirement("region_id", Stage.SUBMIT),
    Requirement("category_id", Stage.SUBMIT),
    Requirement("specification", Stage.SUBMIT),
    Requirement("production_source", Stage.SUBMIT),
    Requirement("annual_output", Stage.SUBMIT),
    Requirement("supply_period", Stage.SUBMIT),
    Requirement("people_benefited", Stage.SUBMIT),
    Requirement("commodity_value", Stage.SUBMIT),
    Requirement("participation", Stage.SUBMIT),
    Requirement("description", Stage.SUBMIT),
)
OF_PAPERS = (
    Requirement(MaterialKind.LICENCE, Stage.SUBMIT),
    Requirement(MaterialKind.QUALITY, Stage.SUBMIT),
    Requirement(MaterialKind.BENEFIT, Stage.SUBMIT),
    Requirement(MaterialKind.ID_CARD, Stage.SUBMIT, "needs_id_card"),
    Requirement(MaterialKind.ROSTER, Stage.SUBMIT, "needs_roster"),
    Requirement(MaterialKind.RECOMMENDATION, Stage.CITY, "needs_recommendation"),
    Requirement(MaterialKind.LETTER, Stage.PROVINCE, "needs_letter"),
)


def asked(requirements, terms, stage=Stage.PROVINCE) -> list[Requirement]:
    """Those that a region's terms ask for up to a stage."""
    return [one for one in requirements if one.stage <= stage and (not one.when or getattr(terms, one.when))]
