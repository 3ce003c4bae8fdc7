"""What a publication would show: its words by place, its files by content. The rules ask this and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from content import richtext

# Columns that no reader sees, or that only hold what other columns say.
UNSEEN = {"path", "url_path", "draft_title", "translation_key", "file", "file_hash", "sha256", "order"}
ADDRESSES = ("http://", "https://", "/")


@dataclass(frozen=True)
class Text:
    """Words with their place: `field` names the column or form field, `place` is what a person reads."""

    field: str
    place: str
    words: str


@dataclass(frozen=True)
class File:
    """A file that would be public: `sha256` of its content, `read()` gives its bytes."""

    field: str
    place: str
    sha256: str
    read: Callable[[], bytes]


@dataclass
class Shown:
    """Everything one publication would show."""

    texts: list[Text] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    with_files: bool = True

    def say(self, name: str, place: object, words: str | None):
        """Add words; empty ones are left out."""
        if words:
            self.texts.append(Text(name, str(place), words))

    def attach(self, name: str, place: object, sha256: str, read: Callable[[], bytes]):
        """Add a file by the hash of its content."""
        self.files.append(File(name, str(place), sha256, read))


def of_page(page, *, with_files=True) -> Shown:
    """Everything a page would show: its columns, blocks, rich text, rows, and the pictures and files in them."""
    shown = of_row(page, into=Shown(with_files=with_files))
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        label = capfirst(relation.related_model._meta.verbose_name)
        for number, row in enumerate(getattr(page, name).all(), 1):
            of_row(row, into=shown, name=name, before=f"{label} {number}: ")
    return shown


def words_of_page(page) -> list[Text]:
    """The words alone; files of the media library are looked through by their own content."""
    return of_page(page, with_files=False).texts


def of_row(row, *, into=None, name="", before="") -> Shown:
    """What the columns of one row would show. `name` stands for all its columns where it is a child."""
    shown = Shown() if into is None else into
    for column in row._meta.concrete_fields:
        if not column.editable or column.name in UNSEEN or column.name.endswith("_hash") or column.choices:
            continue
        if isinstance(column, models.CharField | models.TextField | StreamField):
            label = f"{before}{capfirst(column.verbose_name)}"
            _add(column, getattr(row, column.attname), name or column.name, label, shown)
        elif isinstance(column, models.ForeignKey) and issubclass(
            column.related_model, AbstractDocument | AbstractImage
        ):
            _add_value(
                getattr(row, column.name),
                name or column.name,
                f"{before}{capfirst(column.verbose_name)}",
                shown,
            )
    return shown


def of_document(document, shown: Shown, *, name: str, place: str):
    """Add a document of the media library: its title and its content."""
    from content import looking

    shown.say(name, place, document.title)
    if not shown.with_files:
        return
    shown.attach(
        name, f"{place} “{document.title}”", looking.hash_of(document), lambda: looking.bytes_of(document)
    )


def _add(column, value, name, label, shown):
    if isinstance(column, StreamField):
        for number, child in enumerate(value or (), 1):
            _add_value(child.value, name, f"{label} {number} ({child.block.label})", shown)
    elif isinstance(column, RichTextField):
        shown.say(name, label, richtext.words_of(value or ""))
    else:
        shown.say(name, label, value)


def _add_value(value, name, place, shown):
    """Whatever a block holds: words, pictures, files, or blocks again."""
    if isinstance(value, str):
        if not value.startswith(ADDRESSES):
            shown.say(name, place, value)
    elif isinstance(value, RichText):
        shown.say(name, place, richtext.words_of(value.source))
    elif isinstance(value, AbstractDocument):
        of_document(value, shown, name=name, place=place)
    elif isinstance(value, AbstractImage):
        shown.say(name, place, f"{value.title}\n{getattr(value, 'alt', '')}")
    elif isinstance(value, dict):
        for part in value.values():
            _add_value(part, name, place, shown)
    elif hasattr(value, "__iter__"):
        for part in value:
            _add_value(getattr(part, "value", part), name, place, shown)
