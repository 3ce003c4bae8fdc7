"""What the prefectures filed after the campaign's month: accepted, waiting, returned, being filled in, late."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from demo import clock, library
from home.indicators import actions
from home.indicators.queries import form_rows
from review import actions as reviews
from review.models import Outcome

# In official order of the prefectures. What is still open was handed in late, a few days ago; one files nothing.
ENDS = (*["accepted"] * 9, "submitted", "returned", "accepted", "draft")
LATE = frozenset({"submitted", "returned", "draft"})


def file_forms(period, province):
    """Each prefecture files what it vouches for, in the days before the deadline or late."""
    for number, (city, end) in enumerate(zip(province.at(2), ENDS, strict=False)):
        day = timezone.localdate() - timedelta(days=4 + number % 2)
        if end not in LATE:
            day = period.deadline + timedelta(days=4 if number == 3 else -province.rng.randint(0, 3))
        _file(period, city, province, end, day)


def _file(period, city, province, end, day):
    by = city.reporter
    with clock.at(_moment(day, 9)):
        filing = actions.start_filing(period, by=by)
        filing = actions.save_filing(filing, _values(period, city, province.rng), by=by)
        if end == "draft":
            return
        actions.attach_file(filing, "summary", library.sheet("消费扶贫月工作小结（样本）"), by=by)
        scan = library.upload("working-meeting")
        scan.content_type = "image/jpeg"
        actions.attach_file(filing, "scan", scan, by=by)
        filing = actions.submit_filing(filing, by=by)
    if end == "submitted":
        return
    is_returned = end == "returned"
    with clock.at(_moment(day + timedelta(days=1), 15)):
        reviews.decide(
            filing.review.tasks.open().get(),
            Outcome.RETURN if is_returned else Outcome.APPROVE,
            by=province.top.reviewer,
            words="专柜数与系统汇总相差较大，请说明原因后重新报送。" if is_returned else "",
        )


def _values(period, city, rng) -> dict:
    """Most vouch for the figures as computed; some for a little more, with a reason."""
    total = form_rows(city.region, period.first, period.last, period.tag)[0].values
    vouched, note = {}, ""
    if rng.random() < 0.5 and total["sales_amount"]:
        vouched = {"sales_amount": (total["sales_amount"] * Decimal("1.03")).quantize(Decimal("0.01"))}
        note = "含9月30日后到账、未单独填报的零星订单。"
    return {"remarks": {city.region.pk: "含市本级活动"}, "vouched": vouched, "note": note}


def _moment(day: date, hour) -> datetime:
    return datetime.combine(day, time(hour, 20), tzinfo=timezone.get_default_timezone())
