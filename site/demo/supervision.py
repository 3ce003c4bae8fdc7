"""What supervision has to do in the demo: complaints in every state, inspections, the blacklist; by the verbs."""

import random
from datetime import datetime, time, timedelta

from django.db.models import Count, Max
from django.utils import timezone

from catalog.models import ProductPage
from catalog.states import DelistReason
from catalog.supervision import actions, targets
from catalog.supervision.states import Finding, Grounds, Topic, Verdict
from core import workdays
from demo import clock
from demo.people import SHOWN_COUNTY
from organizations.models import Organization

SEED = 12317
# How long ago the oldest things happened; nothing here touches products that entered the directory later.
OLDEST = 240


class Scene:
    """Who acts and on what: offices by code, products and suppliers that nothing else in the demo leans on."""

    def __init__(self, province):
        self.rng = random.Random(SEED)
        self.offices = province.offices
        self.today = timezone.localdate()
        self.root = province.top.reviewer
        listed = ProductPage.objects.listed().select_related("region", "supplier")
        self.here = list(listed.filter(region=SHOWN_COUNTY).order_by("pk")[:3])
        self.suppliers = self._suppliers()
        taken = {supplier.pk for supplier in self.suppliers}
        others = listed.exclude(supplier__in=taken).exclude(region=SHOWN_COUNTY).order_by("pk")
        self.products = self.rng.sample(list(others[:300]), 12)

    def _suppliers(self):
        """Three with a few products each, all entered long ago, in counties that are not shown first."""
        before = timezone.now() - timedelta(days=OLDEST)
        rows = Organization.objects.filter(is_demo=True, products__is_listed=True)
        rows = rows.exclude(region__code__startswith="4331").annotate(
            count=Count("products"), newest=Max("products__listed_at")
        )
        return list(rows.filter(count__lte=5, newest__lt=before).select_related("region").order_by("pk")[:3])

    def county(self, region_id):
        """Who reviews at a county's office."""
        return self.offices[region_id].reviewer

    def city(self, region_id):
        """Who reviews at the office above."""
        return self.offices[f"{region_id[:4]}00"].reviewer

    def at(self, days_ago, hour=10):
        """The clock of a working day so many days ago."""
        day = self.today - timedelta(days=days_ago)
        while days_ago and not workdays.is_workday(day):
            day -= timedelta(days=1)
        return clock.at(datetime.combine(day, time(hour, 12), tzinfo=timezone.get_default_timezone()))


def play(province):
    """Everything, oldest first, so that the clock meets only what was there."""
    scene = Scene(province)
    _rehabilitated(scene)
    _blacklisted(scene)
    _late(scene)
    _answered(scene)
    _waiting(scene)
    _inspections(scene)
    _proposed(scene)


def _file(scene, days_ago, product, topic, words, *, contact=True):
    with scene.at(days_ago, 9):
        return actions.file_complaint(
            targets.find("product", product.pk) if product else targets.in_general(),
            topic=topic,
            words=words,
            contact=f"100{scene.rng.randint(43000000, 43999999)}" if contact else "",
        )


def _rehabilitated(scene):
    supplier = scene.suppliers[0]
    with scene.at(230):
        entry = actions.blacklist_organization(
            supplier,
            by=scene.city(supplier.region_id),
            grounds=Grounds.EFFECT,
            words="带贫台账与实地走访不符，虚报带贫人数。",
            until=timezone.localdate() + timedelta(days=730),
            document_number="扶贫监〔2026〕3号",
        )
    with scene.at(40):
        actions.rehabilitate(
            entry,
            by=scene.city(supplier.region_id),
            words="已退还奖补、补齐台账，经复查带贫情况属实。",
            document_number="扶贫监〔2026〕21号",
        )


def _blacklisted(scene):
    supplier = scene.suppliers[1]
    product = ProductPage.objects.listed().filter(supplier=supplier).order_by("pk").first()
    case = _file(scene, 75, product, Topic.HONESTY, "网店标注本地产，收到的包装上写的是外省代工。")
    county = scene.county(case.task.region_id)
    with scene.at(70):
        case = actions.take_up(case, by=county)
    with scene.at(66):
        actions.add_note(case, "到加工点查看，原料进货单为外省批发市场。", by=county)
        case = actions.establish(case, Finding.VERIFIED, "进货单、出库单与宣传产地不一致。", by=county)
    with scene.at(64):
        actions.blacklist_organization(
            supplier,
            by=scene.city(supplier.region_id),
            grounds=Grounds.TRADE,
            words="以外省原料冒充本地扶贫产品销售，查证属实。",
            until=timezone.localdate() + timedelta(days=730),
            document_number="扶贫监〔2026〕17号",
            complaint=case,
        )
    with scene.at(63):
        actions.answer_complaint(
            case,
            by=county,
            answer="您反映的情况属实。该单位已列入失信黑名单，其产品已全部退出目录。",
            summary="冒充本地产的情况属实，该供应商已列入失信黑名单，产品已退出目录。",
        )


def _late(scene):
    """Nobody took it up in time: the clock of that day passed it to the city."""
    _file(scene, 45, scene.products[0], Topic.PRICE, "同一商品比县城超市贵一倍，打着扶贫的旗号涨价。")
    with scene.at(3):
        actions.escalate_late()


def _answered(scene):
    for days_ago, product, topic, words, finding, answer, summary in (
        (
            58,
            scene.products[1],
            Topic.QUALITY,
            "开袋有异味，保质期还有半年。",
            Finding.PARTLY,
            "经查，同批次运输受潮。供应商已为您退款，并召回该批次。",
            "一批次产品运输受潮，供应商已召回并退款。",
        ),
        (
            45,
            scene.products[2],
            Topic.EFFECT,
            "村里没有人从这个产品得到好处。",
            Finding.UNFOUNDED,
            "走访六户建档立卡户，收购凭证与申报一致，未发现虚报。",
            "走访核实，收购凭证与申报一致，未发现虚报。",
        ),
        (
            50,
            None,
            Topic.FEES,
            "有人自称代办认定，收取服务费。",
            Finding.VERIFIED,
            "认定不收取任何费用。代办人与本系统无关，已移交公安机关处理。",
            "认定、统计、评价不收取任何费用。冒名代办收费的线索已移交公安机关。",
        ),
    ):
        case = _file(scene, days_ago, product, topic, words)
        by = scene.offices[case.task.region_id].reviewer
        with scene.at(days_ago - 4):
            case = actions.take_up(case, by=by)
        with scene.at(days_ago - 9):
            case = actions.establish(case, finding, "已实地核查，材料附后。", by=by)
            actions.answer_complaint(case, by=by, answer=answer, summary=summary)
    case = _file(scene, 38, scene.products[3], Topic.OTHER, "快递送晚了两天。", contact=False)
    with scene.at(36):
        actions.dismiss_complaint(
            case,
            by=scene.offices[case.task.region_id].reviewer,
            answer="快递时效请向承运企业反映，不属于本系统受理范围。",
        )


def _waiting(scene):
    first, second = scene.here[:2]
    case = _file(scene, 9, first, Topic.QUALITY, "收到的货有霉点，和页面照片不一样。")
    with scene.at(6):
        case = actions.take_up(case, by=scene.county(SHOWN_COUNTY))
        actions.add_note(case, "已联系合作社，约定本周到库房抽样。", by=scene.county(SHOWN_COUNTY))
    _file(scene, 2, second, Topic.HONESTY, "页面写的规格是五斤，收到只有四斤二两。")
    _file(scene, 1, None, Topic.PRESSURE, "单位要求每人必须买满三百元。", contact=False)
    case = _file(scene, 12, scene.products[4], Topic.QUALITY, "标签上没有生产日期。")
    by = scene.offices[case.task.region_id].reviewer
    with scene.at(8):
        case = actions.take_up(case, by=by)
        actions.establish(case, Finding.VERIFIED, "抽查三包，一包无生产日期。", by=by)


def _inspections(scene):
    """Two carried out well, one with a product that left, one to come."""
    for days_ago, product, verdict, findings, held in (
        (90, scene.products[5], Verdict.PASSED, "抽样三批次，标签、价格、带贫台账均与申报一致。", True),
        (52, scene.here[0], Verdict.REMARKS, "产品合格；带贫台账缺两个月签字，限十日补齐。", True),
        (28, scene.products[6], Verdict.FAILED, "抽检一批次水分超标，已责令停售。", False),
    ):
        by = scene.offices[product.region_id].reviewer
        with scene.at(days_ago + 6):
            made = actions.plan_inspection(
                by=by, product=product, planned_on=timezone.localdate() + timedelta(days=6), plan="不定期抽查"
            )
        with scene.at(days_ago):
            made = actions.record_inspection(
                made,
                by=by,
                verdict=verdict,
                findings=findings,
                done_on=timezone.localdate(),
                checks={"quality": held, "price": True, "safety": held, "effect": True},
            )
            if verdict == Verdict.FAILED:
                words = "抽检水分超标，查证属实。"
                actions.open_withdrawal(made, product, DelistReason.PROBLEM, words, by=by)
    by = scene.county(SHOWN_COUNTY)
    with scene.at(1):
        planned = scene.today + timedelta(days=8)
        actions.plan_inspection(by=by, supplier=scene.here[1].supplier, planned_on=planned, plan="年度走访")


def _proposed(scene):
    supplier = scene.suppliers[2]
    with scene.at(2, 15):
        actions.propose_blacklisting(
            supplier,
            by=scene.county(supplier.region_id),
            grounds=Grounds.FRAUD,
            words="申报的收购凭证系伪造，已由三户签字确认。",
            until=timezone.localdate() + timedelta(days=365),
        )
