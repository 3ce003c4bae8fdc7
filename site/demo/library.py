"""The demo's shared pictures and files: each is kept once, privately and publicly, however many reports show it."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from wagtail.models import Collection

from content import pictures as renditions
from content.models import AppDocument, AppImage
from core import intake
from demo import words

PICTURES = Path(__file__).parent / "pictures"
LICENCE = "MIT（Fluent Emoji，见 site/demo/pictures/LICENCE.md）"
SHEETS = {
    "供货协议要点（样表）": ["序号", "产品", "规格", "数量", "单价（元）", "交货期"],
    "活动销售台账（样表）": ["序号", "日期", "采购单位", "产品", "金额（元）", "联结户数"],
}


@dataclass(frozen=True)
class Picture:
    """A shared picture: its private file, that file's hash, its public copy and what it shows."""

    file_id: int
    sha256: str
    image_id: int
    alt: str


def upload(name) -> ContentFile:
    """A demo picture as a browser would send it."""
    return ContentFile((PICTURES / f"{name}.jpg").read_bytes(), name=f"{name}.jpg")


def sheet(title) -> ContentFile:
    """An empty sheet with headings, the same bytes each time."""
    stream = BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": datetime(2020, 9, 1)})
        page = book.add_worksheet()
        page.write_row(0, 0, [title])
        page.write_row(1, 0, SHEETS.get(title, ["序号", "项目", "内容"]))
        page.set_column(0, 8, 16)
    return ContentFile(stream.getvalue(), name=f"{title}.xlsx")


def stock_pictures() -> dict[str, Picture]:
    """Every picture of `pictures/` by name, its public sizes made."""
    collection = Collection.get_first_root_node()
    stocked = {}
    for name in words.picture_names():
        alt = words.alternative_text(name)
        private = intake.keep_picture(upload(name), is_demo=True)
        image = AppImage(
            title=alt,
            alt=alt,
            source="演示图片",
            licence=LICENCE,
            collection=collection,
            is_demo=True,
            file=upload(name),
            file_size=private.size,
        )
        image.save()
        stocked[name] = Picture(private.pk, private.sha256, image.pk, alt)
    renditions.make_now([picture.image_id for picture in stocked.values()], renditions.QUICK)
    return stocked


def document(title) -> AppDocument:
    """A sheet in the public library."""
    return AppDocument.objects.create(
        title=title, file=sheet(title), collection=Collection.get_first_root_node(), is_demo=True
    )
