import pytest
from django import forms
from django.http import QueryDict

from regions.forms import Picked, RegionField, RegionStepMixin
from regions.models import Level, Region
from tests.factories.regions import RegionFactory, hunan

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    regions = hunan()
    guangdong = RegionFactory(province=True)
    dongguan = RegionFactory(code="441900", name="东莞市", level=Level.PREFECTURE, parent=guangdong)
    RegionFactory(code="441900003", name="东城街道", level=Level.TOWN, parent=dongguan)
    return regions


class OriginForm(RegionStepMixin, forms.Form):
    title = forms.CharField()
    origin = RegionField(min_level=Level.COUNTY)


class FilterForm(RegionStepMixin, forms.Form):
    region = RegionField(required=False, max_level=Level.COUNTY)


def submit(query, form=OriginForm, root=None):
    bound = form(QueryDict(query))
    for field in bound.fields.values():
        if isinstance(field, RegionField):
            field.root = root
    return bound


def code_of(form, name="origin"):
    region = form.cleaned_data.get(name)
    return region and region.code


def lists_of(form, name):
    widget = form.fields[name].widget
    context = widget.get_context(name, form[name].value(), {"id": f"id_{name}"})["widget"]
    return context, [(each["label"], each["chosen"]) for each in context["lists"]]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], Picked()),
        ([""], Picked()),
        (["430000"], Picked("430000")),
        (["430000", "430100", "430102", ""], Picked("430102")),
        (["430102"], Picked("430102")),
        (["", "430102"], Picked()),
        (["430000", "", "430102"], Picked("430000")),
        (["430300", "430102"], Picked("430300", stray="430102")),
        (["420000", "429004"], Picked("429004")),
    ],
)
def test_walk_takes_the_deepest_consistent_code(codes, expected):
    assert Picked.walk(codes) == expected


@pytest.mark.parametrize(
    ("query", "root", "expected"),
    [
        ("title=t&origin=430102", None, "430102"),
        ("title=t&origin=430000&origin=430100&origin=430102", None, "430102"),
        ("title=t&origin=430000&origin=430100&origin=430102&origin=", "430000", "430102"),
        ("title=t&origin=433124109", "433124", "433124109"),
        ("title=t&origin=433124", "433124", "433124"),
        ("title=t&origin=+430102+", None, "430102"),
    ],
)
def test_region_accepted(tree, query, root, expected):
    form = submit(query, root=tree.get(root))
    assert (form.errors, code_of(form)) == ({}, expected)


@pytest.mark.parametrize(
    ("query", "root", "sentence"),
    [
        ("title=t", None, "请选择行政区划。"),
        ("title=t&origin=", None, "请选择行政区划。"),
        ("title=t&origin=999999", None, "没有代码为 999999 的行政区划。"),
        ("title=t&origin=%3Cscript%3E", None, "没有代码为 <script> 的行政区划。"),
        ("title=t&origin=" + "9" * 5000, None, "没有代码为 99999999999999999999 的行政区划。"),
        ("title=t&origin=441900003", "430000", "东城街道不在湖南省范围内。"),
        ("title=t&origin=430102", "433100", "芙蓉区不在湘西土家族苗族自治州范围内。"),
        ("title=t&origin=430000", "433124", "湖南省不在花垣县范围内。"),
        ("title=t&origin=430000&origin=430100", None, "长沙市不够具体，请继续选择下级区划。"),
        ("title=t&origin=441900", None, "东莞市不够具体，请继续选择下级区划。"),
        (
            "title=t&origin=430000&origin=430300&origin=430102",
            None,
            "芙蓉区不属于上面所选的区划，请重新选择。",
        ),
        ("title=t&origin=430000&origin=999999", None, "没有代码为 999999 的行政区划。"),
    ],
)
def test_region_refused_with_its_sentence(tree, query, root, sentence):
    form = submit(query, root=tree.get(root))
    assert form.errors == {"origin": [sentence]}


def test_region_too_small_refused(tree):
    form = submit("region=433124109", FilterForm)
    assert form.errors == {"region": ["花垣镇层级过低，请选择其上级区划。"]}


def test_region_where_the_tree_ends_is_precise_enough(tree):
    class CountyForm(forms.Form):
        origin = RegionField(min_level=Level.COUNTY, max_level=Level.COUNTY)

    form = submit("origin=441900", CountyForm)
    assert (form.errors, code_of(form)) == ({}, "441900")


def test_heading_refused(tree):
    RegionFactory(
        code="430900", name="标题", level=Level.PREFECTURE, kind=Region.Kind.HEADING, parent=tree["430000"]
    )
    form = submit("title=t&origin=430900")
    assert form.errors == {"origin": ["标题（430900）是代码表标题，不是行政区划。"]}


def test_optional_region_left_empty_is_none(tree):
    form = submit("region=", FilterForm)
    assert (form.errors, form.cleaned_data) == ({}, {"region": None})


@pytest.mark.parametrize("value", [None, "", "430102"])
def test_plain_values_need_no_lists(tree, value):
    assert RegionField(required=False).clean(value) == (Region.objects.get(code=value) if value else None)


def test_retired_code_becomes_its_successor_and_says_so(tree):
    heir = RegionFactory(code="430381", name="新县", parent=tree["430300"])
    old = RegionFactory(code="430382", name="旧县", parent=tree["430300"], retired=True, successor=heir)
    form = submit("title=t&origin=430382")
    assert (form.errors, code_of(form)) == ({}, "430381")
    sentence = "旧县（430382）现为新县（430381），已按现行区划采用。"
    assert form.cleaned_data["origin"].replaced == old
    assert form.region_notices == [sentence]
    assert sentence in str(form["origin"])
    assert '<option value="430381" selected>' in str(form["origin"])


def test_code_of_today_says_nothing(tree):
    form = submit("title=t&origin=430102")
    assert form.is_valid()
    assert (form.cleaned_data["origin"].replaced, form.region_notices) == (None, [])


def test_retired_code_without_successor_refused(tree):
    RegionFactory(code="430382", name="旧县", parent=tree["430300"], retired=True)
    form = submit("title=t&origin=430382")
    assert form.errors == {"origin": ["旧县（430382）已撤销，没有承继的区划。"]}


def test_step_opens_the_next_list_and_complains_of_nothing_else(tree):
    form = submit("title=&origin=430000&origin=430300&origin-step=1")
    assert form.errors == {"origin": ["已展开下一级，请继续选择。"]}
    _, lists = lists_of(form, "origin")
    assert lists == [("省（区、市）", "430000"), ("市（州、地区）", "430300"), ("县（市、区）", "")]


def test_step_keeps_what_was_typed(tree):
    form = submit("title=%E8%8B%97%E7%BB%A3&origin=430000&origin-step=1")
    assert 'value="苗绣"' in str(form["title"])


def test_step_after_a_changed_upper_list_drops_the_lower_one(tree):
    form = submit("title=t&origin=430000&origin=430300&origin=430102&origin-step=1")
    _, lists = lists_of(form, "origin")
    assert lists[-1] == ("县（市、区）", "")
    assert lists[1] == ("市（州、地区）", "430300")


def test_step_in_a_prefixed_form_is_its_own(tree):
    data = QueryDict("a-title=&a-origin=430000&a-origin-step=1&b-title=&b-origin=430102")
    first, second = OriginForm(data, prefix="a"), OriginForm(data, prefix="b")
    assert list(first.errors) == ["origin"]
    assert list(second.errors) == ["title"]


@pytest.mark.parametrize(
    ("root", "value", "expected"),
    [
        (None, "", [("省（区、市）", "")]),
        (None, "430000", [("省（区、市）", "430000"), ("市（州、地区）", "")]),
        (None, "441900", [("省（区、市）", "440000"), ("市（州、地区）", "441900"), ("乡镇（街道）", "")]),
        ("430000", "", [("市（州、地区）", "")]),
        (
            "430000",
            "433124",
            [("市（州、地区）", "433100"), ("县（市、区）", "433124"), ("乡镇（街道）", "")],
        ),
        ("433124", "", [("乡镇（街道）", "")]),
        ("433124", "433124109", [("乡镇（街道）", "433124109")]),
        ("433124", "430102", [("乡镇（街道）", "")]),
        ("430000", "999999", [("市（州、地区）", "")]),
        ("433124109", "", []),
    ],
)
def test_lists_shown_for_root_and_value(tree, root, value, expected):
    form = submit(f"title=t&origin={value}", root=tree.get(root))
    _, lists = lists_of(form, "origin")
    assert lists == expected


def test_lists_stop_at_the_largest_level(tree):
    _, lists = lists_of(submit("region=433124", FilterForm, root=tree["430000"]), "region")
    assert lists == [("市（州、地区）", "433100"), ("县（市、区）", "433124")]


@pytest.mark.parametrize(
    ("form", "root", "first"),
    [
        (FilterForm, "430000", '<option value="">湖南省（全部）</option>'),
        (FilterForm, None, '<option value="">请选择…</option>'),
        (OriginForm, "430000", '<option value="">请选择…</option>'),
        (OriginForm, "433124", '<option value="433124">花垣县（全部）</option>'),
    ],
)
def test_first_choice_is_the_root_where_it_may_be_the_answer(tree, form, root, first):
    bound = submit("", form, root=tree.get(root))
    html = str(bound["region" if form is FilterForm else "origin"])
    assert html[html.index("<option") :].startswith(first)


def test_picker_has_labels_ids_and_a_step_button(tree):
    html = str(submit("title=t&origin=433100", root=tree["430000"])["origin"])
    assert html.count("<select") == 2
    for number in ("", "_2"):
        assert f'<label class="region-picker__label" for="id_origin{number}"' in html
        assert f'id="id_origin{number}"' in html
    assert 'name="origin-step"' in html


def test_picker_of_one_level_needs_no_step_button(tree):
    assert 'name="origin-step"' not in str(submit("title=t", root=tree["433124"])["origin"])


@pytest.mark.parametrize("siblings", [1, 3])
def test_picker_queries_do_not_grow_with_the_list(tree, siblings, django_assert_num_queries):
    for number in range(siblings):
        RegionFactory(code=f"43319{number}", parent=tree["433100"])
    form = submit("title=t&origin=433124", root=tree["430000"])
    assert form.is_valid()
    with django_assert_num_queries(5):
        str(form["origin"])


@pytest.mark.parametrize(
    ("initial", "data", "expected"),
    [("430102", "430102", False), ("430102", "430121", True), (None, "", False), ("430102", "", True)],
)
def test_has_changed_compares_codes(tree, initial, data, expected):
    assert RegionField().has_changed(initial and tree[initial], Picked(data)) is expected
