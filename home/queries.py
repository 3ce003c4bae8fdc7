"""What the front page and the guides show; all of it prepared by the rooms behind."""

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from activities.measures import BY_KEY
from activities.models import ActivityIndexPage, ActivityPage
from catalog import queries as catalog
from catalog.notices.models import NoticeIndexPage, NoticePage
from content import feeds, shelves
from content.inspection.columns import Column, ColumnKind, newest_below
from content.models import HOME_DEPTH, PublicPage
from content.process_pages import ProcessPage
from core.templatetags.numbers import count
from home.campaigns.models import CampaignIndexPage, CampaignPage
from home.campaigns.queries import newest_stories, number_of, progress, running_campaign
from home.indicators.exports import shown
from home.indicators.queries import PREFECTURE, form_rows
from home.indicators.views.public import Asked
from home.indicators.views.sheet import reports_url
from home.models import ArticleIndexPage, ArticlePage, GuideIndexPage, GuidePage
from regions import queries as regions
from review import queries as review_queries

# The four figures of the front page: reports themselves, then these.
LIVING = ("sales_amount", "matchmaking_events", "people_covered")
TARGETS = 4
PRODUCTS = 6
# Where Hunan's prefectures lie, as columns and rows of the grid; tiles of another province flow in official order.
PLACES = {
    "430800": (1, 1), "430700": (2, 1), "430900": (3, 1), "430600": (4, 1),
    "433100": (1, 2), "431300": (2, 2), "430300": (3, 2), "430100": (4, 2),
    "431200": (1, 3), "430500": (2, 3), "430400": (3, 3), "430200": (4, 3),
    "431100": (2, 4), "431000": (3, 4),
}  # fmt: skip


def columns():
    """The portal's columns with their newest day, for the site inspection (content.inspection)."""
    wanted = (
        (NoticeIndexPage, NoticePage, "opened_on", ColumnKind.NOTICE),
        (ArticleIndexPage, ArticlePage, "date", ColumnKind.NEWS),
        (ActivityIndexPage, ActivityPage, "first_published_at", ColumnKind.NEWS),
        (GuideIndexPage, GuidePage, "first_published_at", ColumnKind.LASTING),
        (CampaignIndexPage, CampaignPage, "first_published_at", ColumnKind.LASTING),
    )
    for index, model, day, kind in wanted:
        for page in index.objects.live():
            yield Column(page, kind, newest_below(page, model, day))


def front_page(home) -> dict:
    """The campaign with its progress, living numbers, newest reports, the tile grid and the ranked sales."""
    campaign = home.campaign if home.campaign and home.campaign.live else running_campaign()
    asked = _asked(campaign)
    rows = asked.rows() if asked.period is None else form_rows(asked.top, asked.first, asked.last, asked.tag)
    prefectures = [row for row in rows if row.kind == PREFECTURE]
    return {
        "campaign": campaign,
        "stage": campaign.current_stage if campaign else None,
        "targets": _targets(campaign, rows, asked),
        "numbers": _numbers(rows[0], asked),
        "asked": asked,
        "stories": newest_stories(count=6),
        "tiles": _tiles(prefectures, asked),
        "bars": _bars(prefectures, asked),
        "activities": ActivityIndexPage.objects.live().first(),
        "shelves": shelves.filled(),
    }


def newly_certified() -> list[dict]:
    """The products that were certified last, with their addresses."""
    index = catalog.index_page()
    if index is None:
        return []
    return [
        {"card": card, "url": f"{index.url}{card.code}/"} for card in catalog.newest(PRODUCTS, certified=True)
    ]


def newest_articles(index) -> list:
    """The articles of a feed."""
    from home.models import ArticlePage

    return list(ArticlePage.objects.child_of(index).live().order_by("-date", "-pk")[: feeds.LENGTH])


def pages_on_the_map():
    """What editors wrote and the sections themselves: every public page that no process publishes."""
    kinds = [
        model
        for model in get_page_models()
        if issubclass(model, PublicPage) and not issubclass(model, ProcessPage)
    ]
    return (
        Page.objects.live()
        .public()
        .filter(depth__gte=HOME_DEPTH, content_type__in=ContentType.objects.get_for_models(*kinds).values())
    )


def chain_in_force(process) -> dict:
    """The chain in force at the root for a process and its drawing; nothing without a process or a chain."""
    if not process:
        return {}
    try:
        chain = review_queries.chain_for(process, regions.root())
    except LookupError:
        return {}
    return {"chain": chain, "columns": review_queries.drawing(chain)}


def _asked(campaign) -> Asked:
    """The question behind the front page's numbers: the campaign's days, else all days."""
    from home.models import StatisticsPage

    if campaign:
        period, base = campaign.period, campaign.url
        return Asked(
            period.region, period.region, period.first, period.last, period.tag, period.heading,
            f"{base}statistics/", f"{base}reports/", period,
        )  # fmt: skip
    top, page = regions.root(), StatisticsPage.objects.live().first()
    base = page.url if page else ""
    return Asked(top, top, None, None, "", "", base, f"{base}reports/" if base else "")


def _targets(campaign, rows, asked) -> list:
    if campaign is None:
        return []
    found = progress(list(campaign.targets.select_related("region", "except_region")), rows, asked)
    return [one for one in found if one.percent is not None][:TARGETS]


def _numbers(total, asked) -> list[dict]:
    found = [
        {
            "key": "reports",
            "figure": count(total.reports),
            "url": reports_url(asked, total) if total.reports else "",
        }
    ]
    for key in LIVING:
        found.append({"key": key, **number_of(BY_KEY[key], total, asked)})
    return found


def _tiles(prefectures, asked) -> list[dict]:
    most = max((row.reports for row in prefectures), default=0)
    tiles = []
    for row in prefectures:
        column, line = PLACES.get(row.code, (None, None))
        level = -(-row.reports * 5 // most) if row.reports else 0
        tiles.append(
            {
                "name": _short(row.name),
                "value": row.reports,
                "url": reports_url(asked, row),
                "level": level,
                "col": column,
                "row": line,
            }
        )
    # The grid places by column only: tiles of one line must follow one another.
    return sorted(tiles, key=lambda tile: (tile["row"] or 0, tile["col"] or 0))


def _bars(prefectures, asked) -> list[dict]:
    sales = BY_KEY["sales_amount"]
    ranked = sorted(
        (row for row in prefectures if row.values[sales.key]), key=lambda row: -row.values[sales.key]
    )[:6]
    most = ranked[0].values[sales.key] if ranked else 1
    return [
        {
            "name": row.name,
            "value": f"{shown(sales, row.values[sales.key])} {sales.unit}",
            "percent": int(row.values[sales.key] * 100 / most),
            "url": reports_url(asked, row, sales),
        }
        for row in ranked
    ]


def _short(name) -> str:
    """As it fits a tile: 长沙市 is 长沙, 湘西土家族苗族自治州 is 湘西."""
    return name[:2] if name.endswith("自治州") else name.removesuffix("市")
