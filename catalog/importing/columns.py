"""The columns of a directory that is moved in: declared once; the reader, the template and docs/import.md follow."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from catalog.importing import cells
from core import money


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its heading, what else it is called, how its cells are read, an example."""

    key: str
    heading: str
    read: Callable
    help: object
    example: str
    aliases: tuple[str, ...] = ()
    is_required: bool = False


COLUMNS = (
    Column("title", "产品名称", cells.text(120), _("The name, as the directory shows it."), "花垣苗家腊肉",
           ("名称", "商品名称", "品名", "name"), is_required=True),
    Column("other_names", "别名", cells.other_names, _("Other names, divided by 、."), "湘西腊肉、柴火腊肉",
           ("其他名称", "俗称", "aliases")),
    Column("kind", "种类", cells.kind,
           _("扶贫产品 or 普通产品; empty: certified where a certificate number is given."), "扶贫产品",
           ("产品种类", "产品类型", "kind")),
    Column("category", "品类", cells.text(80),
           _("A category of the second level: its name, another name of it, its key, or 畜禽肉品/腊肉卤味."),
           "腊肉卤味", ("产品类别", "所属品类", "类别", "产品品类", "category"), is_required=True),
    Column("region", "产地", cells.text(120),
           _("The code of the region (433124), or its full name. A code that was retired leads to today's region."),
           "湖南省湘西土家族苗族自治州花垣县",
           ("产地代码", "所在省市县名", "所在地", "产地编码", "行政区划代码", "行政区划", "region"), is_required=True),
    Column("supplier", "供应商", cells.text(120), _("The supplier's name as on its licence; opened where it is new."),
           "花垣示例种养专业合作社", ("生产单位", "供货单位", "供应商名称", "企业名称", "supplier"), is_required=True),
    Column("uscc", "统一社会信用代码", cells.text(18),
           _("The supplier's; where it is empty the supplier is found by name and county."), "93433124MA0000001X",
           ("信用代码", "社会信用代码", "uscc")),
    Column("brand", "品牌", cells.text(60), _("The brand, if there is one."), "十八洞示例", ("商标", "brand")),
    Column("specification", "规格", cells.text(120), _("Package and weight."), "500克/袋",
           ("产品规格", "规格型号", "specification")),
    Column("annual_output", "年产量", cells.text(60), _("With its unit."), "120吨", ("产量", "annual output")),
    Column("supply_period", "供货时间", cells.text(60), _("When it can be had."), "11月至次年3月",
           ("供货期", "供应时间", "supply period")),
    Column("people_benefited", "带贫人数", cells.people, _("People, a whole number."), "186",
           ("带贫减贫人数", "联农带农人数", "帮扶人数", "people benefited")),
    Column("commodity_value", "商品价值量（万元）", cells.amount(money.WAN),
           _("A year, in 万元; with 元, 万元 or 亿元 behind the number that unit counts."), "320.5",
           ("商品价值量", "商品价值量(万元)", "commodity value")),
    Column("commodity_value_yuan", "商品价值量（元）", cells.amount(money.YUAN),
           _("The same in 元; only one of the two."), "", ()),
    Column("participation", "参与环节", cells.participation,
           _("生产及原料, 加工, 包装物流, 土地流转, 入股分红; several divided by 、."), "生产及原料、加工",
           ("贫困户参与环节", "participation")),
    Column("benefit", "带贫机制", cells.prose(4000), _("How households benefit, and how much."),
           "订单收购示例村生猪，带动62户户均年增收3200元。",
           ("带贫减贫机制及成效", "带贫减贫机制", "联农带农机制", "benefit")),
    Column("certificate_number", "认定编号", cells.text(40),
           _("One product has it; needed for a certified product. A row whose number is there changes that product"
             " where changing is asked for, and is an error otherwise."), "4331242020000001",
           ("编号", "证书编号", "产品编号", "认定证书编号", "certificate number")),
    Column("certified_on", "认定日期", cells.day, _("2020-08-01, 2020年8月1日, 20200801 …"), "2020-08-18",
           ("认定时间", "certified on")),
    Column("certified_by", "认定单位", cells.text(120), _("An office that is known to this site, by its full name."),
           "花垣县扶贫办", ("认定机构", "certifying unit")),
    Column("listed_until", "有效期至", cells.last_day,
           _("The last day. Empty: one year from the certification; 长期: without end, for ordinary products."),
           "", ("有效期", "有效期限", "有效期截止", "valid until")),
    Column("summary", "简介", cells.text(200), _("One or two sentences for cards and search."), "",
           ("产品简介", "summary")),
    Column("tags", "标签", cells.words_of(12, 20), _("Several divided by 、."), "地理标志、腊味", ("产品标签", "tags")),
    Column("shops", "店铺链接", cells.shops, _("Addresses that begin with https://, the shop's name before each."),
           "示例商城 https://shop.example.com/1", ("购买链接", "网店", "网店链接", "shop links")),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
REQUIRED = tuple(column for column in COLUMNS if column.is_required)


def bare(heading) -> str:
    """A heading without what people put around it: spaces, marks, brackets of either width."""
    found = unicodedata.normalize("NFKC", str(heading or "")).lower()
    return re.sub(r"[\s*:()\[\]【】_]", "", found)


def _named() -> dict[str, Column]:
    names = {}
    for column in COLUMNS:
        for name in (column.heading, column.key, *column.aliases):
            names[bare(name)] = column
    return names


BY_HEADING = _named()
