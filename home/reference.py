"""The page tree every site starts with, and its guides; what exists is left as the editors made it."""

from django.db import transaction
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from activities.models import ActivityIndexPage
from catalog.models import CatalogPage
from catalog.notices.models import NoticeIndexPage
from content.models import SiteSettings
from home.campaigns.models import CampaignIndexPage
from home.guides import GUIDES, stream_of
from home.models import (
    ArticleIndexPage,
    GuideIndexPage,
    GuidePage,
    HomePage,
    StandardPage,
    StatisticsPage,
)
from home.standing import PAGES

ORDER = 50

# In the order of the menu. The guides stand at the foot.
SECTIONS = (
    (CatalogPage, "产品目录", "products", "经认定的扶贫产品，一品一页，来源与认定过程公开。"),
    (
        NoticeIndexPage,
        "公示公告",
        "notices",
        "拟认定、续期和退出的产品在此公示，人人可以提出异议，无需注册。",
    ),
    (ArticleIndexPage, "公告资讯", "news", "通知、文件与各地经验。"),
    (ActivityIndexPage, "活动动态", "activities", "各地消费扶贫活动，审核通过后公开并计入统计。"),
    (CampaignIndexPage, "活动专题", "campaigns", "消费扶贫月等专题活动的方案、目标与进展。"),
    (StatisticsPage, "统计公开", "statistics", "按官方统计表公开的数据，每个数字都能打开到具体活动。"),
    (GuideIndexPage, "操作指南", "guides", "填报、审核与上报怎么做。"),
)
AT_THE_FOOT = {GuideIndexPage}


@transaction.atomic
def load(progress):
    """Make the home page, its sections and the guides where they are missing."""
    home = _home()
    total = len(SECTIONS) + len(GUIDES) + len(PAGES) + 1
    progress("pages", 1, total)
    for done, (kind, title, slug, summary) in enumerate(SECTIONS, start=2):
        _section(home, kind, title, slug, summary)
        progress("pages", done, total)
    index = GuideIndexPage.objects.first()
    for done, guide in enumerate(GUIDES, start=len(SECTIONS) + 2):
        _guide(index, guide)
        progress("pages", done, total)
    for done, page in enumerate(PAGES, start=len(SECTIONS) + len(GUIDES) + 2):
        _standing(home, page)
        progress("pages", done, total)


def _home() -> HomePage:
    """The root page of the default site; Wagtail's welcome page goes when it is in its place."""
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(
            instance=HomePage(title="首页", slug="front", show_in_menus=True)
        )
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site.objects.create(hostname="localhost", port=80, is_default_site=True, root_page=home)
    elif not HomePage.objects.filter(pk=site.root_page_id).exists():
        welcome, site.root_page = site.root_page, home
        site.save()
        if welcome.specific_class is Page and not welcome.is_root() and not welcome.get_children().exists():
            welcome.delete()
    SiteSettings.for_site(site)
    return home


def _section(home, kind, title, slug, summary):
    """A section where it is missing, before the first of those that come after it in the menu."""
    if kind.objects.exists():
        return
    page = kind(title=title, slug=slug, summary=summary, show_in_menus=kind not in AT_THE_FOOT)
    kinds = [row[0] for row in SECTIONS]
    later = [found for one in kinds[kinds.index(kind) + 1 :] if (found := one.objects.child_of(home).first())]
    if later:
        later[0].add_sibling("left", instance=page)
    else:
        # The parent is read anew: treebeard keeps the number of children on the instance.
        HomePage.objects.get(pk=home.pk).add_child(instance=page)


def _standing(home, page):
    if home.get_children().filter(slug=page["slug"]).exists():
        return
    body = [
        ("text", RichText(text)) if kind == "text" else (kind, {"text": text, "level": "2"})
        for kind, text in page["body"]
    ]
    words = {name: page[name] for name in ("title", "slug", "summary")}
    HomePage.objects.get(pk=home.pk).add_child(instance=StandardPage(**words, body=body))


def _guide(index, guide):
    if index.get_children().filter(slug=guide["slug"]).exists():
        return
    body = [_with_rich_text(kind, value) for kind, value in stream_of(guide)]
    names = ("title", "slug", "audience", "process", "summary")
    GuideIndexPage.objects.get(pk=index.pk).add_child(
        instance=GuidePage(**{name: guide[name] for name in names}, body=body)
    )


def _with_rich_text(kind, value):
    """Rich text blocks want a RichText, not a string."""
    if kind == "text":
        return kind, RichText(value)
    if kind == "steps":
        return kind, {"steps": [{**step, "text": RichText(step["text"])} for step in value["steps"]]}
    return kind, value
