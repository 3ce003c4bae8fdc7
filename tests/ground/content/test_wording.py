"""扶贫 or 帮扶 on the screens: the code's words change, names and written words do not."""

import pytest
from django.core.cache import cache
from django.utils.translation import gettext, override

from content import wording
from content.models import SiteSettings
from tests.factories.home import site_tree


@pytest.fixture(autouse=True)
def as_it_was():
    yield
    wording.speak(wording.DEFAULT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("销售扶贫产品", "销售帮扶产品"),
        ("消费扶贫专馆", "消费帮扶专馆"),
        ("由市州扶贫办汇总", "由市州扶贫办汇总"),
        ("扶贫工作站填报扶贫产品", "扶贫工作站填报帮扶产品"),
        ("贫困人口", "贫困人口"),
    ],
)
def test_the_renewed_word_stands_everywhere_but_in_names(text, expected):
    assert (wording.worded(text, "帮扶"), wording.worded(text, "扶贫")) == (expected, text)


@pytest.mark.parametrize("chosen, expected", [("帮扶", "销售帮扶产品"), ("扶贫", "销售扶贫产品")])
def test_texts_of_the_code_follow_the_choice_and_back(chosen, expected):
    wording.speak("帮扶")
    wording.speak(chosen)
    with override("zh-hans"):
        assert gettext("Certified products sold") == expected
    with override("en"):
        assert gettext("Certified products sold") == "Certified products sold"


def test_saved_settings_reach_the_next_page_of_every_process(client, db, django_capture_on_commit_callbacks):
    site_tree()
    settings = SiteSettings.objects.get()
    settings.wording = "帮扶"
    with django_capture_on_commit_callbacks(execute=True):
        settings.save()
    html = client.get("/").content.decode()
    assert ("销售帮扶产品" in html, "销售扶贫产品" in html) == (True, False)


def test_a_page_tells_again_what_the_cache_has_forgotten(client, db):
    site_tree()
    SiteSettings.objects.update(wording="帮扶")
    cache.clear()
    client.get("/")
    assert cache.get(wording.KEY) == "帮扶"
    assert "销售帮扶产品" in client.get("/").content.decode()
