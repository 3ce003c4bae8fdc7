"""The page tree, a campaign of September 2020 with its period, and filings in every state, made through the verbs."""

import datetime
import itertools

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model

from accounts.models import Role
from content.models import AppImage, SiteSettings
from home import reference
from home.campaigns.models import CampaignIndexPage, CampaignPage, Target
from home.indicators import actions
from home.indicators.models import Filing, Period
from home.models import ArticleIndexPage, ArticlePage, GuideIndexPage, GuidePage, HomePage
from review import actions as review_actions
from review.models import Outcome, ReviewTask
from tests.factories.activities import ReportFactory, paper, person, photo
from tests.factories.regions import hunan, region_at

_numbers = itertools.count(1)


def site_tree() -> HomePage:
    """The tree of a new site, over the small Hunan."""
    hunan()
    reference.load(lambda *progress: None)
    return HomePage.objects.get()


class PeriodFactory(factory.django.DjangoModelFactory):
    """September 2020 in Hunan, forms due on 9 October."""

    class Meta:
        model = Period

    class Params:
        running = factory.Trait(
            first=factory.LazyFunction(lambda: datetime.date.today() - datetime.timedelta(days=3)),
            last=factory.LazyFunction(lambda: datetime.date.today() + datetime.timedelta(days=3)),
            deadline=factory.LazyFunction(lambda: datetime.date.today() + datetime.timedelta(days=12)),
        )
        in_time = factory.Trait(
            deadline=factory.LazyFunction(lambda: datetime.date.today() + datetime.timedelta(days=5))
        )

    name = "2020年消费扶贫月"
    region = factory.LazyFunction(lambda: region_at("430000"))
    first = datetime.date(2020, 9, 1)
    last = datetime.date(2020, 9, 30)
    deadline = datetime.date(2020, 10, 9)


def campaign(**values) -> CampaignPage:
    """A live campaign page over a period, September 2020 unless told; Target rows go in by `target`."""
    site_tree()
    period = values.pop("period", None) or PeriodFactory()
    page = CampaignPage(
        title="湖南省2020年消费扶贫月",
        slug=f"month-{next(_numbers)}",
        theme="潇湘有大爱，消费助扶贫",
        period=period,
        **values,
    )
    return CampaignIndexPage.objects.get().add_child(instance=page)


def target(page, **values) -> Target:
    """A target of a campaign: 30,000 cabinets in all unless told."""
    defaults = {
        "label": "智能专柜",
        "measure": "cabinets",
        "figure": 30_000,
        "unit": "台",
        "source": "活动方案四（二）",
    }
    return Target.objects.create(page=page, **defaults | values)


def report(code="433124", ended_on=datetime.date(2020, 9, 16), **values):
    """The public page of an approved report of a region's office with exactly these measures."""
    by = person(code) if len(code) == 6 else person(code[:6])
    blank = {"matchmaking_events": None, "sales_amount": None, "people_covered": None}
    values = blank | {"region_id": code, "started_on": ended_on, "ended_on": ended_on} | values
    version = ReportFactory(approved=True, by=by, **values)
    return version.page


def contacts(**values) -> SiteSettings:
    """The site's settings with contacts under the form."""
    from wagtail.models import Site

    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    defaults = {"form_contact": "张同志", "form_phone": "10000000001", "form_email": "form@example.org"}
    for name, value in (defaults | values).items():
        setattr(settings, name, value)
    settings.save()
    return settings


def filing_chain():
    """The preset chain of filings in force, with somebody at the province who receives."""
    hunan()
    review_actions.adopt_preset("filing", "province", region=region_at("430000"), by=None)
    return person("430000", Role.REVIEWER)


class FilingFactory(factory.django.DjangoModelFactory):
    """A draft of 湘西州's office unless a trait says how far it has come."""

    class Meta:
        model = Filing
        skip_postgeneration_save = True

    class Params:
        whole = factory.Trait(steps=["attach"])
        submitted = factory.Trait(steps=["attach", "submit"])
        returned = factory.Trait(steps=["attach", "submit", "return"])
        accepted = factory.Trait(steps=["attach", "submit", "accept"])

    by = factory.LazyFunction(lambda: person("433100"))
    period = factory.SubFactory(PeriodFactory)
    steps: list[str] = []
    vouched: dict = {}
    remarks: dict = {}
    note = ""

    @classmethod
    def _create(cls, model_class, *, by, period, steps, vouched, remarks, note):
        filing_chain()
        filing = actions.start_filing(period, by=by)
        filing = actions.save_filing(filing, {"vouched": vouched, "remarks": remarks, "note": note}, by=by)
        for step in steps:
            _STEPS[step](filing, by)
            filing.refresh_from_db()
        return filing


def attach(filing, by):
    """Add both files."""
    actions.attach_file(filing, "summary", paper("工作小结.pdf"), by=by)
    actions.attach_file(filing, "scan", photo("white", name="盖章.jpg"), by=by)


def filing_task(filing) -> ReviewTask:
    """The open task of a filing's review."""
    return ReviewTask.objects.open().get(review=filing.review)


def _decide(outcome, words=""):
    def step(filing, by):
        review_actions.decide(filing_task(filing), outcome, by=person("430000", Role.REVIEWER), words=words)

    return step


_STEPS = {
    "attach": attach,
    "submit": lambda filing, by: actions.submit_filing(filing, by=by),
    "accept": _decide(Outcome.APPROVE),
    "return": _decide(Outcome.RETURN, "请核对专柜数。"),
}


def document(title="活动方案"):
    """A public PDF of the media library."""
    file = SimpleUploadedFile("plan.pdf", paper().read(), content_type="application/pdf")
    return get_document_model().objects.create(title=title, file=file)


def image(name="picture"):
    """A public picture of the media library."""
    return AppImage.objects.create(title=name, alt=name, file=photo(name=f"{name}.jpg"), width=60, height=40)


def article(home, **values):
    """A live piece of news below the front page."""
    values = {"title": "脐橙丰收", "slug": f"news-{next(_numbers)}"} | values
    return _published(ArticleIndexPage.objects.child_of(home).first(), ArticlePage(**values))


def guide(home, **values):
    """A live guide."""
    values = {"title": "怎样填报", "slug": f"guide-{next(_numbers)}"} | values
    return _published(GuideIndexPage.objects.child_of(home).first(), GuidePage(**values))


def _published(parent, page):
    page = parent.add_child(instance=page)
    page.save_revision().publish()
    return page
