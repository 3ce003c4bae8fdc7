"""The sizes of public pictures: what is there is offered, what is not is never made by a reader."""

import pytest
from django.template import Context, Template

from content import pictures
from content.models import AppRendition
from tests.factories import home

PLACES = ["{% wide_picture image %}", "{% card_of image as card %}{{ card.url }}"]


@pytest.fixture
def image(db):
    return home.image()


def page(template, image):
    return Template("{% load media %}" + template).render(Context({"image": image}))


@pytest.mark.parametrize("template", PLACES)
def test_reader_makes_no_size(image, template):
    html = page(template, image)
    assert image.file.url in html
    assert AppRendition.objects.count() == 0


def test_all_widths_are_offered_in_both_forms(image):
    pictures.make_now([image.pk])
    assert sorted(image.renditions.values_list("filter_spec", flat=True)) == sorted(pictures.SPECS)
    for spec in (pictures.CARD, pictures.WIDE):
        found = pictures.shown(image, spec)
        assert found.url.endswith(".webp")
        assert f"{found.url} {found.width}w" in found.webp
        assert ".avif " in found.avif
    html = page(PLACES[0], image)
    assert '<source type="image/avif"' in html
    assert f'width="{found.width}" height="{found.height}"' in html


def test_what_is_quick_is_offered_before_what_is_slow(image):
    pictures.make_now([image.pk], pictures.QUICK)
    found = pictures.shown(image, pictures.WIDE)
    assert found.webp
    assert found.avif == ""
    assert "<picture>" not in page(PLACES[0], image)


def test_size_of_a_former_focal_point_is_not_offered(image):
    pictures.make_now([image.pk])
    image.focal_point_x = image.focal_point_y = image.focal_point_width = image.focal_point_height = 10
    assert pictures.shown(image, pictures.CARD).url == image.file.url
    assert pictures.shown(image, pictures.WIDE).url.endswith(".webp")


def test_timer_makes_what_is_missing_and_goes_on_after_a_broken_picture(image):
    broken = home.image("broken")
    broken.file.storage.delete(broken.file.name)
    pictures.make_now([image.pk], pictures.QUICK)
    assert pictures.make_missing() == 2
    assert image.renditions.count() == len(pictures.SPECS)
    assert broken.renditions.count() == 0
    assert pictures.make_missing() == 1


def test_sizes_cost_no_query_when_they_came_along(image, django_assert_num_queries):
    pictures.make_now([image.pk])
    (whole,) = type(image).objects.prefetch_related("renditions")
    with django_assert_num_queries(0):
        pictures.shown(whole, pictures.CARD)
        pictures.shown(whole, pictures.WIDE)
