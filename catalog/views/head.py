"""The head of pages that are no page of the tree: what meta tags and the trail ask of a page, said by a view."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.queries.shown import index_page, steps_to


@dataclass
class Head:
    """Stands where templates/content/meta.html and crumbs.html want a page."""

    title: str
    description: str
    url: str
    steps_above: list[dict] = field(default_factory=list)
    lead_picture: object = None
    last_published_at: object = None
    depth: int = 4

    @property
    def heading(self) -> str:
        """Its name in the trail."""
        return self.title


def of_verify() -> Head:
    """The page that answers whether a mark is true."""
    return Head(
        _("Check a mark"),
        _("Is this mark true? Type a certificate number or the code on the label."),
        reverse("catalog:ask"),
        _in_index_page(),
    )


def of_supplier(supplier) -> Head:
    """A supplier's page."""
    return Head(
        supplier.name,
        _("Products of %(name)s (%(place)s) in the directory, and its standing.")
        % {"name": supplier.name, "place": supplier.region.path_name},
        reverse("catalog:supplier", args=[supplier.pk]),
        steps_to(supplier.region),
    )


def of_labels(product) -> Head:
    """A product's labels."""
    title = _("Labels of %(name)s") % {"name": product.title}
    steps = [*_in_index_page(), {"title": product.title, "url": product.url}]
    return Head(title, title, reverse("catalog:label", args=[product.code]), steps)


def _in_index_page() -> list[dict]:
    index = index_page()
    return [{"title": index.title, "url": index.url}]
