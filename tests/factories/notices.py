"""Rows that wait for a notice, and notices in every state, made through the verbs on the small Hunan."""

import datetime
from contextlib import contextmanager
from itertools import count

from django.utils import timezone
from wagtail.models import Site

from catalog.notices import actions
from catalog.notices.models import NoticeIndexPage, NoticeLine
from demo.clock import at
from organizations.models import Kind
from review import actions as review_actions
from review import processes
from review.models import Outcome
from tests.factories.review import Toy, chain, person, task_of

_numbers = count(1)
WORDS = "现将拟认定产品予以公示，欢迎社会监督。"
CONTACT = "0743-555 2468"
TAIL = "2468"
OBJECTION = "该产品产地与实际不符，请核实。"


def notice_index() -> NoticeIndexPage:
    """The list of notices, made under the site's root page if it is not there yet."""
    found = NoticeIndexPage.objects.first()
    root = Site.objects.get(is_default_site=True).root_page
    return found or root.add_child(
        instance=NoticeIndexPage(title="公示公告", slug="notices", show_in_menus=True)
    )


class Noticed(Toy):
    """A toy process that is publicised by notices: the county decides, five days of notice, then the city."""

    def __init__(self, *steps, key="toy"):
        super().__init__(key, publicises=True, notice_lines=self.columns)
        chain(*(steps or ({"level": 3, "publicity_days": 5}, {"level": 2})), process=key)
        self.office = person("433124", name="石秀")
        self.city = person("433100", name="龙梅")
        self.supplier = person("433124", kind=Kind.SUPPLIER, role="administrator")
        notice_index()

    def columns(self, subject_ids):
        """The seven columns of H02."""
        return {
            pk: {
                "region_id": "433124",
                "unit": "花垣县边城合作社",
                "product": self.contents[pk].words["title"],
                "category": "大米",
                "people": 120 + pk,
                "value": "1250000.00",
                "certified_by": "花垣县扶贫办",
            }
            for pk in subject_ids
        }

    def waiting(self, number=1, title="湘西大米"):
        """So many reviews that wait for a notice of the county."""
        found = []
        for _ in range(number):
            subject = self.subject(words={"title": f"{title}{next(_numbers)}"})
            review = self.submit(by=self.supplier, subject_id=subject)
            review_actions.decide(task_of(review), Outcome.APPROVE, by=self.office)
            review.refresh_from_db()
            found.append(review)
        return found

    def issue(self, reviews=None, **more):
        """A notice of these reviews (one waiting one unless given)."""
        said = {"title": "关于拟认定扶贫产品的公示", "words": WORDS, "by": self.office, **more}
        said.setdefault("document_number", f"花扶办〔2026〕{next(_numbers)}号")
        return actions.issue_notice(self.waiting() if reviews is None else reviews, **said)

    def forget(self):
        """Take the process out of the registry."""
        processes._processes.pop(self.key)


@contextmanager
def on(text, hour=10):
    """Let the clock stand on a day: `on("2026-11-25")`, at ten unless told (23.99 is the last minute)."""
    day = datetime.date.fromisoformat(text)
    moment = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(hours=hour)
    with at(timezone.make_aware(moment)):
        yield day


def object_to(line, words=OBJECTION, contact=CONTACT):
    """An objection to a row."""
    return actions.raise_objection(line, words=words, contact=contact)


def answer(objection, verb, by, summary="对产地有异议", words="经核查，已现场确认。"):
    """Its answer."""
    return actions.answer_objection(objection, verb, by=by, summary=summary, answer=words)


def line_of(notice, number=1) -> NoticeLine:
    """A row of a notice as it is now."""
    return notice.lines.get(number=number)
