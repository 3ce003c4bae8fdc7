"""The chains as the regulations write them (C-01, C-03, G01-G11); verbs and points to check in their own words."""

from catalog.certification.process import KEY
from organizations.models import Kind
from regions.models import Level
from review import presets
from review.models import Scope
from review.presets import Preset

# The four review items of the seeds (D14-D17).
ITEMS = ["企业资质", "带贫成效证明资料", "县扶贫办推荐函", "特色产品描述"]
EFFECT = ["企业资质", "带贫成效证明资料", "特色产品描述"]
NATIONAL_SITE = "中国社会扶贫网"
# What an agriculture bureau decides on: it is asked again only where these changed.
QUALITY_FACTS = [
    "name",
    "category_id",
    "region_id",
    "specification",
    "production_source",
    "annual_output",
    "supply_period",
    "description",
]


def _step(order, verb, level=None, **fields):
    return {"order": order, "verb": verb, "level": level, "can_refuse": True, **fields}


ZHANGGONG = Preset(
    KEY,
    "zhanggong",
    "扶贫产品认定：工作站认可、区级双审、两次公示",
    [
        _step(
            1,
            "认可",
            scope=Scope.ASSIGNED,
            organization_kind=Kind.WORK_STATION,
            return_label="工作站退回",
            days_allowed=5,
            checklist=["带贫益贫成效证明属实"],
        ),
        _step(
            2,
            "审核（带贫成效）",
            Level.COUNTY,
            return_label="区级退回",
            days_allowed=10,
            publicity_days=5,
            checklist=EFFECT,
        ),
        _step(
            2,
            "审核（质量安全）",
            Level.COUNTY,
            organization_kind=Kind.AGRICULTURE_BUREAU,
            return_label="农业农村局退回",
            days_allowed=10,
            decides_on=QUALITY_FACTS,
            checklist=["质量安全检测合格报告或检验检疫合格证明", "生产资料来源"],
        ),
        _step(3, "复核", Level.PREFECTURE, return_label="市级退回", checklist=EFFECT),
        _step(
            4,
            "审核备案",
            Level.PROVINCE,
            return_label="省级退回",
            days_allowed=10,
            publicity_days=5,
            publicity_site=NATIONAL_SITE,
            checklist=EFFECT,
        ),
    ],
    note="经营主体经所在地扶贫工作站认可后申请；扶贫办审核带贫成效，农业农村局审核质量和安全；"
    "公示5个工作日无异议后报市复核、省审核备案，在中国社会扶贫网公示5个工作日无异议后列入目录。",
    is_default=True,
)
HEILONGJIANG = Preset(
    KEY,
    "heilongjiang",
    "扶贫产品认定：县认定、市审核、省复核、国家汇总备案",
    [
        _step(
            1,
            "认定",
            Level.COUNTY,
            return_label="县级退回",
            days_allowed=10,
            publicity_days=5,
            checklist=[*EFFECT, "会同相关部门审核"],
        ),
        _step(2, "审核", Level.PREFECTURE, return_label="市级退回", checklist=EFFECT),
        _step(3, "复核", Level.PROVINCE, return_label="省级退回", days_allowed=10, checklist=EFFECT),
        _step(
            4,
            "汇总备案",
            Level.PROVINCE,
            return_label="国家退回",
            days_allowed=20,
            publicity_days=5,
            publicity_site=NATIONAL_SITE,
        ),
    ],
    note="县级公示时长原文未定，按5个工作日设置（推定）。汇总备案由省级导出名单报送，再登记结果。",
)
HUNAN = Preset(
    KEY,
    "hunan",
    "扶贫产品认证：县或市、省逐级审核",
    [
        _step(1, "审核", Level.COUNTY, return_label="县（市）级退回", checklist=ITEMS),
        _step(2, "审核", Level.PROVINCE, return_label="省级退回", checklist=ITEMS),
    ],
    note="县或市扶贫办、省扶贫办逐级审核；县里没有扶贫办账号的由市级审核。",
)
# Its verb tells the step that the national collection decides (collection.py).
COLLECTED = "汇总备案"


def register():
    """Make the presets known; called when the app is ready."""
    for preset in (ZHANGGONG, HEILONGJIANG, HUNAN):
        presets.register(preset)
