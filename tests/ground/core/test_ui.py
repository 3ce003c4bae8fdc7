"""The template tags every page draws with, and what the drawings promise."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from core.templatetags import ui

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def draw(source, **context):
    return Template(source).render(Context(context))


class Form(forms.Form):
    sold = forms.CharField(label="Sold", help_text="In the period.")
    note = forms.CharField(label="Note", required=False)
    tags = forms.MultipleChoiceField(
        label="Tags", widget=forms.CheckboxSelectMultiple, choices=[("1", "One")]
    )
    true = forms.BooleanField(label="True")


def test_icon_is_hidden_from_readers_without_label():
    drawn = draw('{% icon "check" %}')
    assert 'aria-hidden="true"' in drawn
    assert drawn.endswith('#check"/></svg>')


def test_icon_speaks_its_label_escaped():
    drawn = draw("{% icon 'check' label %}", label='a"b')
    assert 'role="img" aria-label="a&quot;b"' in drawn


def test_icon_refuses_a_name_without_drawing():
    with pytest.raises(TemplateSyntaxError, match="no icon “nosuch”"):
        draw('{% icon "nosuch" %}')


@pytest.mark.parametrize("tone", ui.TONES)
def test_pill_shows_icon_and_word_for_each_tone(tone):
    drawn = draw("{% pill 'word' tone %}", tone=tone)
    assert f'class="pill {tone}"' in drawn
    assert f"#{ui.TONES[tone]}" in drawn
    assert drawn.endswith("word</span>\n")


def test_pill_refuses_an_unknown_tone():
    with pytest.raises(TemplateSyntaxError, match="no tone “loud”"):
        draw("{% pill 'word' 'loud' %}")


def test_facts_row_shows_zero_but_a_dash_for_nothing():
    assert "<dd>0</dd>" in draw("{% facts_row 'n' 0 %}")
    assert "—" in draw("{% facts_row 'n' '' %}")


@pytest.mark.parametrize("note", ["", "<now>"])
@pytest.mark.parametrize("unit", ["", "<t>"])
@pytest.mark.parametrize("url", ["", "/a/"])
def test_facts_row_escapes_what_it_is_given_and_nothing_of_its_own(url, unit, note):
    drawn = draw(
        "{% facts_row 'n' value url=url unit=unit note=note %}", value="a & b", url=url, unit=unit, note=note
    )
    said = '<a href="/a/">a &amp; b</a>' if url else "a &amp; b"
    said += '<span class="unit">&lt;t&gt;</span>' if unit else ""
    said += '<span class="note">&lt;now&gt;</span>' if note else ""
    assert drawn == f"<div><dt>n</dt><dd>{said}</dd></div>"


def test_field_ties_unit_help_and_error_to_the_box():
    bound = Form({"note": "x"})["sold"]
    drawn = draw('{% field bound unit="ton" marked="Mend this." %}', bound=bound)
    assert 'aria-describedby="id_sold_unit id_sold_marked id_sold_helptext id_sold_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    for part in ("unit", "marked", "helptext", "error"):
        assert drawn.count(f'id="id_sold_{part}"') == 1


def test_field_says_when_it_is_optional():
    form = Form()
    assert 'class="optional"' in draw("{% field bound %}", bound=form["note"])
    assert 'class="optional"' not in draw("{% field bound %}", bound=form["sold"])


def test_field_keeps_what_was_typed_escaped():
    drawn = draw("{% field bound %}", bound=Form({"sold": '<b>"4'})["sold"])
    assert 'value="&lt;b&gt;&quot;4"' in drawn


def test_field_of_choices_is_a_described_group():
    drawn = draw("{% field bound %}", bound=Form({})["tags"])
    assert '<fieldset class="choices" aria-describedby="id_tags_error">' in drawn
    assert "<legend>Tags</legend>" in drawn


def test_field_of_one_box_has_its_label_around_it():
    drawn = draw("{% field bound %}", bound=Form()["true"])
    assert re.search(r'<label for="id_true"><input type="checkbox"[^>]*><span>True</span></label>', drawn)


@pytest.mark.parametrize(
    ("address", "tag", "result"),
    [
        ("/?kind=a&page=3", "{% query kind='b' %}", "?kind=b"),
        ("/?kind=a", "{% query page=2 %}", "?kind=a&amp;page=2"),
        ("/?kind=a&q=x", "{% query kind=None %}", "?q=x"),
        ("/", "{% query %}", "?"),
    ],
)
def test_query_changes_only_what_it_is_told(address, tag, result):
    assert draw(tag, request=RequestFactory().get(address)) == result


def test_page_numbers_keep_the_ends_and_the_neighbours():
    assert ui.page_numbers(Paginator(range(400), 20), 10) == [1, "…", 9, 10, 11, "…", 20]


def test_templates_name_only_icons_that_exist():
    named = {
        (path.name, name) for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())
    }
    assert {(path, name) for path, name in named if name not in ui.icon_names()} == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_template_has_no_inline_script_or_style(path):
    text = path.read_text()
    assert (
        re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?://(?!www\.w3\.org)", text)
        == []
    )


def test_every_component_says_what_it_wants():
    silent = [
        p.name
        for p in (ROOT / "templates/components").glob("*.html")
        if not p.read_text().startswith("{% comment %}")
    ]
    assert silent == []


def test_stylesheet_stays_small():
    assert (ROOT / "site/static/css/site.css").stat().st_size < 30_000


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (date(2020, 9, 1), "2020-09-01"),
        (datetime(2020, 9, 1, 4, 5, 6, 123456, tzinfo=UTC), "2020-09-01T12:05:06+08:00"),
    ],
)
def test_machine_time_is_said_to_the_second(moment, said):
    assert ui.machine_time(moment) == said
