"""What editors composed: the campaign of September 2020 as its plan has it, official documents, news and stories."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from wagtail.rich_text import RichText

from content.models import AppImage
from demo import library, words
from home.campaigns.models import (
    CampaignIndexPage,
    CampaignPage,
    Carrier,
    Case,
    LocalityPlan,
    ResponsibleUnit,
    Stage,
    SubActivity,
    Target,
)
from home.indicators.models import Period
from home.models import ArticleAttachment, ArticleIndexPage, ArticlePage
from regions import queries as regions
from regions.models import Region


def _read(name):
    return json.loads((words.DATA / name).read_text(encoding="utf-8"))


def _day(text):
    return date.fromisoformat(text)


def compose_campaign(kinds: dict, pictures: dict, *, by) -> CampaignPage:
    """The campaign page with its period, as an editor would leave it."""
    plan = _read("campaign.json")
    dates = plan["period"]
    period = Period.objects.create(
        name=dates["name"],
        form_title=dates["form_title"],
        region=regions.root(),
        first=_day(dates["first"]),
        last=_day(dates["last"]),
        deadline=_day(dates["deadline"]),
        is_demo=True,
    )
    page = CampaignPage(
        title=plan["title"],
        slug=plan["slug"],
        theme=plan["theme"],
        summary=plan["summary"],
        intro=plan["intro"],
        period=period,
        picture_id=pictures["harvest-festival"].image_id,
        plan=library.document("湖南省2020年消费扶贫月活动方案（要点）"),
        body=_campaign_body(pictures),
        owner=by,
    )
    page.stages = [
        Stage(**{**row, "first": _day(row["first"]), "last": _day(row["last"])}) for row in plan["stages"]
    ]
    page.units = [ResponsibleUnit(**row) for row in plan["units"]]
    page.carriers = [Carrier(**row) for row in plan["carriers"]]
    page.sub_activities = [_sub_activity(row, kinds) for row in plan["sub_activities"]]
    page.targets = [_target(row) for row in plan["targets"]]
    page.cases = [_case(row, pictures) for row in plan["cases"]]
    page.locality_plans = _localities()
    _publish(CampaignIndexPage.objects.get(), page, by=by, day=_day(dates["first"]) - timedelta(days=3))
    return page


def _sub_activity(row, kinds) -> SubActivity:
    return SubActivity(
        number=row["number"],
        title=row["title"],
        kind_id=kinds[row["kind"]],
        region_id=row.get("region"),
        partner_region_id=row.get("partner"),
        when="9月",
        first=date(2020, 9, 1),
        last=date(2020, 9, 30),
        lead_units=row["lead"],
        text=row["text"],
    )


def _target(row) -> Target:
    return Target(
        label=row["label"],
        measure=row["measure"],
        reach=row.get("reach", "total"),
        region_id=row.get("region"),
        except_region_id=row.get("except"),
        bound=row["bound"],
        figure=Decimal(row["figure"]),
        unit=row["unit"],
        source=row["source"],
    )


def _case(row, pictures) -> Case:
    rest = {name: row[name] for name in ("kind", "title", "text")}
    return Case(region_id=row["region"], picture_id=pictures[row["picture"]].image_id, **rest)


def _localities() -> list[LocalityPlan]:
    """Every prefecture names its unit, task force and plan (L21)."""
    cities = Region.objects.current().within(regions.root()).prefectures().in_official_order()
    document = library.document("市州消费扶贫月实施方案（样本）")
    return [
        LocalityPlan(
            region=city,
            unit=f"{words.short_name(city)}扶贫办",
            task_force=f"{words.short_name(city)}消费扶贫工作专班",
            document=document if number % 3 == 0 else None,
        )
        for number, city in enumerate(cities)
    ]


def _campaign_body(pictures) -> list:
    return [
        ("heading", {"text": "启动仪式", "level": "2"}),
        (
            "text",
            _rich(
                "<p>启动仪式与省消费扶贫示范中心开馆同日举行，现场组织揭牌、启动、签约、巡馆和扶贫产品采购。</p>"
            ),
        ),
        (
            "gallery",
            {
                "pictures": [
                    {"image": _image(pictures, name), "alt": words.alternative_text(name), "caption": caption}
                    for name, caption in (
                        ("opening-ceremony", "启动"),
                        ("signing", "签约"),
                        ("cooperative-shop", "巡馆"),
                    )
                ]
            },
        ),
        ("activities", {"title": "活动月里的各地动态", "count": "6", "region": None, "kind": None}),
        ("quote", {"text": "先有订单再下地，种多少心里有数。", "who": "一位合作社社员"}),
    ]


def write_articles(pictures: dict, *, by) -> list[ArticlePage]:
    """Official documents, news and stories; recent ones are dated from today backwards."""
    index, pages = ArticleIndexPage.objects.get(), []
    for row in _read("articles.json"):
        day = _day(row["date"]) if "date" in row else timezone.localdate() - timedelta(days=row["days_ago"])
        page = ArticlePage(
            title=row["title"],
            slug=row["slug"],
            kind=row["kind"],
            date=day,
            document_number=row.get("document_number", ""),
            issuing_bodies=row.get("issuing_bodies", ""),
            source="" if row["kind"] == "document" else "湖南省扶贫办",
            summary=row["summary"],
            picture_id=pictures[row["picture"]].image_id if "picture" in row else None,
            body=_article_body(row),
            owner=by,
        )
        if "attachment" in row:
            page.attachments = [
                ArticleAttachment(document=library.document(row["attachment"]), title=row["attachment"])
            ]
        _publish(index, page, by=by, day=day)
        pages.append(page)
    return pages


def _article_body(row) -> list:
    body = [("text", _rich("".join(f"<p>{words}</p>" for words in row["paragraphs"])))]
    for heading, text in row["sections"]:
        body += [("heading", {"text": heading, "level": "2"}), ("text", _rich(f"<p>{text}</p>"))]
    return body


def _publish(index, page, *, by, day):
    # The parent is read anew: treebeard keeps the number of children on the instance.
    type(index).objects.get(pk=index.pk).add_child(instance=page)
    moment = datetime.combine(day, time(9), tzinfo=timezone.get_default_timezone())
    page.first_published_at = moment
    page.save_revision(user=by).publish(user=by)


def _rich(html):
    return RichText(html)


def _image(pictures, name):
    return AppImage.objects.get(pk=pictures[name].image_id)
