"""What an editor can compose a page of. Nothing here loads anything from another host."""

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

RICH = ["bold", "italic", "link", "document-link", "ol", "ul"]
_WEB = URLValidator(schemes=["http", "https"])


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text; the page's title is level 1."""

    text = blocks.CharBlock(label=_("words"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("heading level"), choices=[("2", _("section")), ("3", _("part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "content/blocks/heading.html"


class PictureBlock(blocks.StructBlock):
    """A picture; without words of its own it speaks those of the media library."""

    image = ImageChooserBlock(label=_("picture"))
    alt = blocks.CharBlock(
        label=_("alternative text"),
        max_length=200,
        required=False,
        help_text=_("For those who do not see it."),
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "content/blocks/picture.html"


class GalleryBlock(blocks.StructBlock):
    """Several pictures side by side."""

    pictures = blocks.ListBlock(PictureBlock(), label=_("pictures"), min_num=2, max_num=12)

    class Meta:
        icon = "image"
        label = _("Gallery")
        template = "content/blocks/gallery.html"


class VideoLinkBlock(blocks.StructBlock):
    """A card that leads to a video elsewhere; nothing is loaded from there before the reader goes (K10)."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    url = blocks.CharBlock(label=_("web address"), validators=[_WEB], max_length=500)
    source = blocks.CharBlock(label=_("where it is shown"), max_length=60, required=False)
    image = ImageChooserBlock(label=_("picture"), required=False)

    class Meta:
        icon = "media"
        label = _("Video link")
        template = "content/blocks/video_link.html"


class NumberBlock(blocks.StructBlock):
    """One figure that can be read across a room."""

    figure = blocks.CharBlock(label=_("figure"), max_length=20)
    unit = blocks.CharBlock(label=_("unit"), max_length=20, required=False)
    label = blocks.CharBlock(label=_("what it counts"), max_length=60)
    url = blocks.CharBlock(label=_("address of its source"), max_length=500, required=False)

    class Meta:
        icon = "order"
        label = _("number")


class NumbersBlock(blocks.StructBlock):
    """Typed figures, each with its source if there is one."""

    numbers = blocks.ListBlock(NumberBlock(), label=_("numbers"), min_num=1, max_num=8)

    class Meta:
        icon = "order"
        label = _("Numbers")
        template = "content/blocks/numbers.html"


class EventBlock(blocks.StructBlock):
    """One stop of a timeline."""

    when = blocks.CharBlock(label=_("when"), max_length=40)
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False)

    class Meta:
        icon = "date"
        label = _("event")


class TimelineBlock(blocks.StructBlock):
    """What happens, in order."""

    events = blocks.ListBlock(EventBlock(), label=_("events"), min_num=1)

    class Meta:
        icon = "date"
        label = _("Timeline")
        template = "content/blocks/timeline.html"


class DownloadBlock(blocks.StructBlock):
    """A file with a name people understand."""

    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(label=_("title"), max_length=120, required=False)


class DownloadsBlock(blocks.StructBlock):
    """Files to take away."""

    files = blocks.ListBlock(DownloadBlock(), label=_("files"), min_num=1)

    class Meta:
        icon = "doc-full"
        label = _("Downloads")
        template = "content/blocks/downloads.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock(label=_("words"))
    who = blocks.CharBlock(label=_("who said it"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "content/blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    """A remark that must not be missed."""

    title = blocks.CharBlock(label=_("title"), max_length=80, required=False)
    text = blocks.TextBlock(label=_("text"))
    tone = blocks.ChoiceBlock(
        label=_("tone"),
        choices=[("", _("plain")), ("waiting", _("attention")), ("done", _("good news"))],
        required=False,
    )

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "content/blocks/callout.html"


class StepBlock(blocks.StructBlock):
    """One step of a guide."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.RichTextBlock(label=_("text"), features=RICH, required=False)
    image = ImageChooserBlock(label=_("picture"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("guide step")


class StepsBlock(blocks.StructBlock):
    """Numbered steps."""

    steps = blocks.ListBlock(StepBlock(), label=_("guide steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Guide steps")
        template = "content/blocks/steps.html"


def _text():
    return blocks.RichTextBlock(
        label=_("Text"), features=RICH, icon="pilcrow", template="content/blocks/text.html"
    )


def _table():
    return TableBlock(label=_("Table"), template="content/blocks/table.html", icon="table")


def page_blocks() -> list[tuple]:
    """The blocks of every composed page, in the order of the editor's menu."""
    return [
        ("heading", HeadingBlock()),
        ("text", _text()),
        ("picture", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("video", VideoLinkBlock()),
        ("numbers", NumbersBlock()),
        ("timeline", TimelineBlock()),
        ("table", _table()),
        ("steps", StepsBlock()),
        ("downloads", DownloadsBlock()),
        ("quote", QuoteBlock()),
        ("callout", CalloutBlock()),
    ]
