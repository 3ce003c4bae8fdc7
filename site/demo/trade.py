"""A handful of trade records through the verbs, one of every state, in the city whose sign-ins are printed first."""

import io
from datetime import date, datetime, time
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import Role, User
from activities.trade import actions
from activities.trade.models import Direction, TradeRecord, Unit, VoucherKind
from catalog.models import Category
from demo import clock
from demo.people import SHOWN_CITY
from organizations.models import Kind
from review import actions as reviews
from review.models import Outcome, ReviewTask

# kind of reporter, product, category, tons, yuan, origin, day, how far it has come.
STORIES = (
    (Kind.MERCHANT, "罗城大米", "rice", "12.5", "68750", "451225", date(2020, 8, 12), "approved"),
    (Kind.MERCHANT, "花垣红薯", "tubers", "3", "9600", "433124", date(2020, 8, 20), "filled"),
    (Kind.MERCHANT, "永顺黑木耳", "black-fungus", "0.4", "26400", "433127", date(2020, 9, 2), "returned"),
    (Kind.WHOLESALE_MARKET, "泸溪椪柑", "citrus", "20", "84000", "433122", date(2020, 9, 8), "approved"),
    (Kind.CHAIN, "保靖黄金茶", "green-tea", "0.1", "98000", "433125", date(2020, 5, 18), "approved"),
    (Kind.STORE, "古丈毛尖", "green-tea", "0.05", "36000", "433126", date(2020, 9, 10), "submitted"),
    (Kind.STORE, "龙山百合", "lotus-seeds", "0.6", "28800", "433130", date(2020, 9, 15), "city_returned"),
    (Kind.ENTERPRISE, "凤凰猕猴桃", "grapes-berries", "2", "17600", "433123", date(2020, 9, 18), "approved"),
    (Kind.BUDGET_UNIT, "花垣大米", "rice", "1.2", "7200", "433124", date(2020, 9, 20), "submitted"),
    (Kind.MERCHANT, "罗城大米", "rice", "10", "55000", "451225", date(2020, 9, 22), "draft"),
)


def play_records() -> list[TradeRecord]:
    """Play every story as far as it goes; the records."""
    return [_play(number, story) for number, story in enumerate(STORIES) if _reporter(story[0])]


def _reporter(kind) -> User | None:
    """Somebody of a demo organization of this kind: of the shown city where it has one, else of another."""
    found = User.objects.filter(organization__kind=kind, is_demo=True, is_active=True).exclude(
        role=Role.REVIEWER
    )
    found = found.select_related("organization__region", "organization__parent").order_by("pk")
    return found.filter(organization__region__code__startswith=SHOWN_CITY[:4]).first() or found.first()


def _play(number, story) -> TradeRecord:
    kind, product, category, tons, yuan, origin, day, end = story
    by = _reporter(kind)
    with clock.at(_moment(date(2020, 9, 24))):
        row = actions.start_record(by=by, direction=Direction.PURCHASE)
        values = {
            "entry": "backfill" if day < date(2020, 7, 1) else "registration",
            "is_direct": True,
            "origin_id": origin,
            "category_id": Category.objects.get(key=category).pk,
            "product_name": product,
            "quantity": Decimal(tons),
            "unit_id": Unit.objects.get(key="ton").pk,
            "amount": Decimal(yuan),
            "traded_on": day,
            "seller": f"{product[:2]}县农产品专业合作社",
        }
        row = actions.save_record(row, values, by=by)
        paper = _invoice(number, product, yuan)
        actions.attach_voucher(row, paper, by=by, kind=VoucherKind.INVOICE, number=f"2020{number:04d}")
        if end == "draft":
            return row
        row = actions.submit_record(row, by=by)
    return _decide(row, end)


def _decide(row, end):
    """Let those above decide until the story's end."""
    answers = {
        "filled": [],
        "submitted": [Outcome.APPROVE] if row.parent_id else [],
        "returned": [Outcome.RETURN],
        "city_returned": [Outcome.APPROVE, Outcome.RETURN],
        "approved": [Outcome.APPROVE, Outcome.APPROVE] if row.parent_id else [Outcome.APPROVE],
    }
    for day, outcome in enumerate(answers[end], start=25):
        task = ReviewTask.objects.open().get(review=row.review)
        words = "" if outcome == Outcome.APPROVE else "发票照片不清晰，请重新拍摄上传。"
        with clock.at(_moment(date(2020, 9, day))):
            reviews.decide(task, outcome, by=_decider(task), words=words)
    row.refresh_from_db()
    return row


def _decider(task) -> User:
    people = User.objects.filter(is_active=True, role__in=[Role.ADMINISTRATOR, Role.REVIEWER])
    if task.organization_id:
        return people.filter(organization=task.organization_id).first()
    seat = {"organization__region": task.region_id, "organization__kind": task.organization_kind}
    return people.filter(**seat).order_by("-role").first()


def _moment(day):
    return datetime.combine(day, time(10, 20), tzinfo=timezone.get_default_timezone())


def _invoice(number, product, yuan) -> SimpleUploadedFile:
    """A drawn invoice: boxes and lines, no words that could name anybody."""
    image = Image.new("RGB", (900, 600), "#fbf9f4")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 860, 560), outline="#b3261e", width=4)
    for row in range(5):
        draw.line((40, 150 + 70 * row, 860, 150 + 70 * row), fill="#b3261e", width=2)
        draw.rectangle(
            (70, 170 + 70 * row, 150 + 37 * ((number * 7 + row * 5) % 17), 195 + 70 * row), fill="#555"
        )
    draw.text((70, 80), f"No. 2020{number:04d}   CNY {yuan}", fill="#1f1b16")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return SimpleUploadedFile(f"invoice-{number}.jpg", out.getvalue(), content_type="image/jpeg")
