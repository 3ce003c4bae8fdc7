"""The editor's side of a campaign page, tab by tab."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, TabbedInterface

from content.models import PublicPage


def _rows(*rows):
    """Panels of a child row: a name is a panel, a tuple of names a line of panels."""
    return [
        FieldRowPanel([FieldPanel(name) for name in row]) if isinstance(row, tuple) else FieldPanel(row)
        for row in rows
    ]


def stage():
    """Panels of a stage."""
    return _rows("title", "when", ("first", "last"), "text")


def unit():
    """Panels of a responsible unit."""
    return _rows(("name", "part"), "task")


def sub_activity():
    """Panels of a sub-activity."""
    return _rows(
        ("number", "title"),
        "kind",
        ("region", "partner_region"),
        "when",
        ("first", "last"),
        ("lead_units", "supporting_units"),
        "text",
    )


def carrier():
    """Panels of a carrier."""
    return _rows("name", "text", "url", "picture")


def locality_plan():
    """Panels of a locality's plan."""
    return _rows("region", ("unit", "task_force"), "document")


def case():
    """Panels of a case or praise."""
    return _rows(("kind", "title"), "region", "text", "picture")


def target():
    """Panels of a target."""
    return _rows(
        "label", ("measure", "reach"), ("region", "except_region"), ("bound", "figure", "unit"), "source"
    )


def campaign_tabs():
    """The tabs of the campaign editor: page, plan, targets, localities, promotion, settings."""
    page = ["theme", "period", "picture", "plan", "intro", "body"]
    return TabbedInterface(
        [
            ObjectList([*PublicPage.content_panels, *[FieldPanel(name) for name in page]], heading=_("Page")),
            ObjectList(
                [
                    InlinePanel("stages", heading=_("Stages"), label=_("stage")),
                    InlinePanel("units", heading=_("Responsible units"), label=_("unit")),
                    InlinePanel("sub_activities", heading=_("Sub-activities"), label=_("sub-activity")),
                    InlinePanel("carriers", heading=_("Carriers"), label=_("carrier")),
                ],
                heading=_("Plan"),
            ),
            ObjectList(
                [InlinePanel("targets", heading=_("Targets"), label=_("target"))], heading=_("Targets")
            ),
            ObjectList(
                [
                    InlinePanel("locality_plans", heading=_("Plans of localities"), label=_("plan")),
                    InlinePanel("cases", heading=_("Cases and praise"), label=_("case")),
                ],
                heading=_("Localities and results"),
            ),
            ObjectList(PublicPage.promote_panels, heading=_("Promotion")),
            ObjectList(PublicPage.settings_panels, heading=_("Publication")),
        ]
    )
