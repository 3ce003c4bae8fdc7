"""The portal's own pages: front page, news and official documents, guides, plain pages, statistics (Q01-Q03)."""

import copy

from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from content import frame
from content.blocks import page_blocks
from content.models import AppDocument, AppImage, PublicPage
from content.process_pages import HoldingPermissions
from home.panels import ProcessSelect
from home.routes import ArticleRoutes, StatisticsRoutes

PER_PAGE = 20


class HomePage(PublicPage):
    """The front page: it owns no facts, it shows what the rooms behind it prepare."""

    campaign = models.ForeignKey(
        "campaigns.CampaignPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("campaign on the front page"),
        help_text=_("Empty: the running campaign, else the newest."),
    )
    body = StreamField(page_blocks(), verbose_name=_("content"), blank=True)

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1
    content_panels = [*PublicPage.content_panels, FieldPanel("campaign"), FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)

    def route(self, request, path_components):
        """A section is found among those the frame keeps anyway; what is shown is the request's own copy."""
        found = frame.of(request)
        if not found or found.site.root_page.pk != self.pk:
            return super().route(request, path_components)
        if not path_components:
            return super(HomePage, copy.copy(self)).route(request, [])
        section = found.section(path_components[0])
        if section is None:
            raise Http404
        return section.route(request, path_components[1:])

    def get_context(self, request, *args, **kwargs):
        """Add what the front page shows (home.queries.front_page)."""
        from home.queries import front_page

        return {**super().get_context(request, *args, **kwargs), **front_page(self)}


class StandardPage(PublicPage):
    """A plain page: about, contact, legal."""

    body = StreamField(page_blocks(), verbose_name=_("content"), blank=True)

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage", "home.GuidePage"]
    content_panels = [*PublicPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class ArticleIndexPage(ArticleRoutes, PublicPage):
    """News and official documents, newest first."""

    english_name = "News and documents"
    template = "home/article_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]

    class Meta:
        verbose_name = _("article index")

    def get_context(self, request, *args, **kwargs):
        """Add `articles` (a page of them), narrowed by ?kind=. 404 beyond the last page."""
        context = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().order_by("-date", "-pk")
        kind = request.GET.get("kind", "")
        if kind in ArticlePage.Kind.values:
            articles = articles.filter(kind=kind)
        try:
            page = Paginator(articles, PER_PAGE).page(request.GET.get("page", 1))
        except InvalidPage:
            raise Http404 from None
        return {
            **context,
            "page_obj": page,
            "articles": page.object_list,
            "kinds": ArticlePage.Kind.choices,
            "kind": kind,
        }


class ArticlePage(PublicPage):
    """A piece of news, or an official document with number, issuing bodies, date and attachments (Q01)."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        DOCUMENT = "document", _("official document")
        STORY = "story", _("story")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    date = models.DateField(_("date"), default=timezone.localdate)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    issuing_bodies = models.CharField(
        _("issuing bodies"), max_length=200, blank=True, help_text=_("Several are divided by 、")
    )
    source = models.CharField(_("source"), max_length=80, blank=True)
    picture = models.ForeignKey(
        AppImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = StreamField(page_blocks(), verbose_name=_("content"), blank=True)

    parent_page_types = ["home.ArticleIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *PublicPage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date")]),
        MultiFieldPanel(
            [FieldPanel("document_number"), FieldPanel("issuing_bodies"), FieldPanel("source")],
            heading=_("Official document"),
        ),
        FieldPanel("picture"),
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("attachment")),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-date", "-page_ptr"], name="article_newest")]

    @property
    def month(self):
        """The first day of its month: lists are grouped by it."""
        return self.date.replace(day=1)

    @property
    def bodies(self) -> list[str]:
        """The issuing bodies one by one."""
        return [name.strip() for name in self.issuing_bodies.split("、") if name.strip()]

    def get_template(self, request, *args, **kwargs):
        """An official document is set like one."""
        return f"home/article_{'document' if self.kind == self.Kind.DOCUMENT else 'page'}.html"


class ArticleAttachment(Orderable):
    """A file that belongs to an article."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        AppDocument, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)

    panels = [FieldPanel("document"), FieldPanel("title")]


class GuideIndexPage(PublicPage):
    """All guides, by whom they are for."""

    english_name = "Guides"
    template = "home/guide_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.GuidePage"]
    max_count = 1

    class Meta:
        verbose_name = _("guide index")

    def get_context(self, request, *args, **kwargs):
        """Add `audiences`: (whom, guides) with the guides in the editors' order."""
        context = super().get_context(request, *args, **kwargs)
        guides = list(GuidePage.objects.child_of(self).live().order_by("path"))
        groups = [
            (label, [one for one in guides if one.audience == key])
            for key, label in GuidePage.Audience.choices
        ]
        context["audiences"] = [(label, found) for label, found in groups if found]
        return context


class GuidePage(PublicPage):
    """How something is done, step by step, with the help desk's contact and the chain in force (Q02, C-01)."""

    class Audience(models.TextChoices):
        CLERKS = "clerks", _("those who report")
        OFFICES = "offices", _("offices that review")
        EVERYONE = "everyone", _("everyone")

    audience = models.CharField(_("audience"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    process = models.CharField(
        _("show the chain in force of"),
        max_length=40,
        blank=True,
        help_text=_("Drawn at the end of the guide."),
    )
    body = StreamField(page_blocks(), verbose_name=_("content"), blank=True)

    template = "home/guide_page.html"
    parent_page_types = ["home.GuideIndexPage", "home.StandardPage"]
    subpage_types: list[str] = []
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("audience"),
        FieldPanel("process", widget=ProcessSelect),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def get_context(self, request, *args, **kwargs):
        """Add `chain` and `columns`, the drawing of the chain in force at the root, where one is asked for."""
        from home.queries import chain_in_force

        return {**super().get_context(request, *args, **kwargs), **chain_in_force(self.process)}


class StatisticsPage(StatisticsRoutes, PublicPage):
    """Statistics made public: the form of any months and region, each number open down to its reports."""

    english_name = "Statistics"
    template = "home/statistics_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1

    class Meta:
        verbose_name = _("statistics page")

    def permissions_for_user(self, user):
        return HoldingPermissions(user, self)
