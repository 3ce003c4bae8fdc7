"""The eight measures of the statistics form (M03-M10): one list for the form, the sums, the sheets and the pages."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Measure:
    """A column of the statistics form. Money is kept in yuan and shown in 万元; the rest are whole numbers."""

    key: str
    label: object
    heading: str
    unit: object
    definition: object
    row: str
    is_money: bool = False
    may_overlap: bool = False


MEASURES = (
    Measure(
        "online_zones",
        _("online zones established"),
        "设立线上专区数(个)",
        _("zones"),
        _("Online zones newly opened in the period and reported with their activity."),
        "M03",
    ),
    Measure(
        "offline_zones",
        _("offline zones established"),
        "设立线下专区数(个)",
        _("zones"),
        _("Zones newly opened in physical stores in the period."),
        "M04",
    ),
    Measure(
        "halls",
        _("halls established"),
        "设立专馆数(个)",
        _("halls"),
        _("Consumption assistance halls newly opened in the period."),
        "M05",
    ),
    Measure(
        "cabinets",
        _("cabinets established"),
        "设立专柜数(个)",
        _("cabinets"),
        _("Smart cabinets newly put in place in the period."),
        "M06",
    ),
    Measure(
        "livestream_bases",
        _("live-stream bases opened"),
        "开设直播基地(个)",
        _("bases"),
        _("Live-stream bases newly opened in the period."),
        "M07",
    ),
    Measure(
        "matchmaking_events",
        _("large matchmaking events held"),
        "举办大型产销活动(场)",
        _("sessions"),
        _("Large matchmaking events held in the period, in sessions."),
        "M08",
    ),
    Measure(
        "sales_amount",
        _("certified products sold"),
        "销售扶贫产品(万元)",
        _("10,000 yuan"),
        _("Sales of certified products through the activity, in 10,000 yuan, from the approved reports."),
        "M09",
        is_money=True,
    ),
    Measure(
        "people_covered",
        _("poor population covered"),
        "覆盖贫困人口(人)",
        _("persons"),
        _("A sum of reports: one person may be in several of them, so the sum is an upper bound."),
        "M10",
        may_overlap=True,
    ),
)

BY_KEY = {measure.key: measure for measure in MEASURES}
KEYS = tuple(BY_KEY)
