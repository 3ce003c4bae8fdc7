"""Every component with example data, at /styleguide/ in development and in the demo, never in production."""

import base64
import datetime

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PICTURES = settings.ROOT / "site" / "demo" / "pictures"
SHEETS = (
    "home", "story", "catalogue", "product", "components", "forms", "table", "desk", "task", "document", "auth",
)  # fmt: skip
TODAY = datetime.date(2020, 9, 18)

# Where Hunan's prefectures lie on a grid of four by four: name, column, row.
HUNAN = [
    ("张家界市", 1, 1), ("常德市", 2, 1), ("益阳市", 3, 1), ("岳阳市", 4, 1),
    ("湘西州", 1, 2), ("娄底市", 2, 2), ("湘潭市", 3, 2), ("长沙市", 4, 2),
    ("怀化市", 1, 3), ("邵阳市", 2, 3), ("衡阳市", 3, 3), ("株洲市", 4, 3),
    ("永州市", 2, 4), ("郴州市", 3, 4),
]  # fmt: skip
COUNTS = [17, 32, 24, 41, 58, 19, 22, 47, 63, 38, 29, 12, 34, 26]


class ExampleForm(forms.Form):
    """Every kind of field the site uses."""

    title = forms.CharField(
        label="标题", help_text="写清时间、地点和做了什么，例如“九月采购会签约八家企业”。"
    )
    sold = forms.DecimalField(
        label="销售扶贫产品",
        help_text="指活动期间实际成交的金额。",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    held = forms.IntegerField(label="举办大型产销活动", required=False)
    day = forms.DateField(label="活动日期", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label="活动类型", choices=[("", "请选择"), ("a", "产销对接"), ("b", "直播带货"), ("c", "进社区")]
    )
    tags = forms.MultipleChoiceField(
        label="消费扶贫“六进”",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("1", "进机关"),
            ("2", "进企业"),
            ("3", "进学校"),
            ("4", "进医院"),
            ("5", "进社区"),
            ("6", "进军营"),
        ],
    )
    words = forms.CharField(label="活动情况", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    picture = forms.FileField(
        label="活动图片", required=False, help_text="最多九张，自动缩小并去掉拍摄位置。"
    )
    true = forms.BooleanField(label="以上情况属实，数据可核查、可追溯。")


def _picture(name: str) -> str:
    return "data:image/jpeg;base64," + base64.b64encode((PICTURES / f"{name}.jpg").read_bytes()).decode()


def _stories() -> list[dict]:
    rows = [
        ("oranges", "麻阳冰糖橙产销对接会签约四百二十万元", "怀化市麻阳县", "产销对接", 16),
        ("livestream", "县长直播间里卖黄桃，两小时售出六千件", "怀化市中方县", "直播带货", 15),
        ("tea", "古丈毛尖走进机关食堂，预算单位集中采购", "湘西州古丈县", "进机关", 14),
        ("rice-harvest", "“一县一品一周”：兰溪大米上架省级馆", "益阳市赫山区", "一县一品", 13),
        ("chilli-and-spices", "辣椒合作社与连锁商超签下全年供货协议", "邵阳市城步县", "产销对接", 11),
        ("opening-ceremony", "消费扶贫月启动仪式暨地方馆揭牌", "长沙市", "启动活动", 1),
    ]
    return [
        {
            "src": _picture(p),
            "title": t,
            "place": where,
            "kind": k,
            "date": TODAY.replace(day=d),
            "url": "#",
            "alt": t,
        }
        for p, t, where, k, d in rows
    ]


def _tiles() -> list[dict]:
    top = max(COUNTS)
    return [
        {"name": n, "col": c, "row": r, "value": v, "unit": "篇", "level": -(-v * 5 // top), "url": "#"}
        for (n, c, r), v in zip(HUNAN, COUNTS, strict=True)
    ]


def _bars() -> list[dict]:
    ranked = sorted(zip(COUNTS, [name for name, _, _ in HUNAN], strict=True), reverse=True)[:6]
    return [
        {"name": n, "value": f"{v * 37} 万元", "percent": round(v * 100 / ranked[0][0]), "url": "#"}
        for v, n in ranked
    ]


def _events() -> list[dict]:
    at = datetime.datetime(2020, 9, 18, 9, 30)
    county, city = "麻阳县扶贫办　填报人", "怀化市扶贫办　审核员"
    words = "销售金额与签约数不一致，请核对后补充合同照片。"
    return [
        {"tone": "", "icon": "send", "what": "提交", "who": county, "when": at, "tag": "第一轮"},
        {"tone": "returned", "icon": "undo-2", "what": "退回修改", "who": city, "when": at.replace(hour=11),
         "tag": "第一轮", "words": words},
        {"tone": "done", "icon": "check", "what": "审核通过", "who": city, "when": at.replace(day=19),
         "tag": "第二轮"},
        {"tone": "waiting", "icon": "clock", "what": "等待省级审核", "who": "省扶贫办", "when": None},
    ]  # fmt: skip


def _products() -> list[dict]:
    rows = [
        ("oranges", "麻阳冰糖橙", "怀化市麻阳县", "锦江柑橘合作社", 1327, "有效至 2023-09-15", "done"),
        ("tea", "古丈毛尖", "湘西州古丈县", "武陵茶业有限公司", 864, "有效至 2023-08-30", "done"),
        ("rice-harvest", "兰溪大米", "益阳市赫山区", "兰溪米业联合社", 2051, "还有 28 天到期", "waiting"),
        ("chilli-and-spices", "城步辣椒酱", "邵阳市城步县", "南山食品厂", 412, "有效至 2023-07-01", "done"),
        ("honey", "桑植中华蜂蜜", "张家界市桑植县", "澧源养蜂合作社", 196, "有效至 2022-12-20", "done"),
        ("poultry-and-eggs", "东安土鸡蛋", "永州市东安县", "舜皇山养殖场", 733, "已退出目录", "refused"),
    ]
    names = ("src", "name", "place", "supplier", "people", "validity", "tone")
    return [{**dict(zip(names, row, strict=True)), "src": _picture(row[0])} for row in rows]


def _days() -> list[dict]:
    return [
        {"day": TODAY + datetime.timedelta(days=n), "off": (TODAY + datetime.timedelta(days=n)).weekday() > 4}
        for n in range(-2, 6)
    ]


def _form(bound: bool) -> ExampleForm:
    return ExampleForm({"title": "", "sold": "四百万", "day": "2020-09-16", "kind": "a"} if bound else None)


def styleguide(request: HttpRequest) -> HttpResponse:
    """One sheet of examples: ?sheet= one of SHEETS; &bound=1 shows the form after a failed submit."""
    sheet = request.GET.get("sheet", "components")
    if sheet not in SHEETS:
        sheet = "components"
    context = {
        "sheet": sheet,
        "sheets": SHEETS,
        "stories": _stories(),
        "picture": _picture("oranges"),
        "pictures": [_picture(name) for name in ("cooperative-shop", "growers", "signing")],
        "tiles": _tiles(),
        "bars": _bars(),
        "events": _events(),
        "today": TODAY,
        "products": _products(),
        "days": _days(),
        "form": _form("bound" in request.GET),
        "page_obj": Paginator(range(400), 24).get_page(request.GET.get("page")),
        "rows": list(zip(HUNAN, COUNTS, strict=True)),
    }
    return render(request, f"styleguide/{sheet}.html", context)
