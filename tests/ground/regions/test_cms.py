import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from regions.models import CountyClass, Pairing, Region
from regions.wagtail_hooks import CountyClassViewSet, PairingViewSet, RegionViewSet
from tests.factories.regions import CountyClassFactory, hunan

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return hunan()


@pytest.fixture
def editor(client):
    client.force_login(get_user_model().objects.create_superuser(phone="10000000001", password="unused"))
    return client


def url(viewset, name, *args):
    return reverse(viewset().get_url_name(name), args=args)


@pytest.mark.parametrize("term", ["花垣", "433124", "huayuan"])
def test_region_found_by_name_code_and_pinyin(editor, tree, term):
    Region.objects.filter(code="433124").update(pinyin="huayuanxian")
    page = editor.get(url(RegionViewSet, "list"), {"q": term}).content.decode()
    assert "花垣县" in page
    assert "泸溪县" not in page


def test_region_can_be_looked_at(editor, tree):
    assert editor.get(url(RegionViewSet, "inspect", "433124")).status_code == 200


@pytest.mark.parametrize(("name", "args"), [("add", []), ("delete", ["433124"])])
def test_region_never_added_or_deleted_by_hand(editor, tree, name, args):
    answer = editor.post(url(RegionViewSet, name, *args), {"name": "某地"})
    assert answer.status_code == 302
    assert Region.objects.filter(code="433124", name="花垣县").exists()
    assert Region.objects.count() == 12


def test_region_renamed_is_marked_as_amended(editor, tree):
    data = {"name": "新花垣县", "valid_from": "", "valid_until": ""}
    answer = editor.post(url(RegionViewSet, "edit", "433124"), data)
    region = Region.objects.get(code="433124")
    assert (answer.status_code, region.name, region.is_amended) == (302, "新花垣县", True)


def test_region_saved_unchanged_is_not_marked(editor, tree):
    editor.post(url(RegionViewSet, "edit", "433124"), {"name": "花垣县", "valid_from": "", "valid_until": ""})
    assert Region.objects.get(code="433124").is_amended is False


def test_county_class_ended_and_followed(editor, tree):
    row = CountyClassFactory()
    data = {"region": "433124", "kind": "national_poor", "valid_from": "2016-01-01", "source": ""}
    editor.post(url(CountyClassViewSet, "edit", row.pk), data | {"valid_until": "2020-12-31"})
    added = {
        "region": "433124",
        "kind": "specially_supported",
        "valid_from": "2021-01-01",
        "source": "某文件",
    }
    editor.post(url(CountyClassViewSet, "add"), added | {"valid_until": ""})
    assert list(CountyClass.objects.order_by("valid_from").values_list("kind", flat=True)) == [
        "national_poor",
        "specially_supported",
    ]


def test_county_class_overlap_says_which(editor, tree):
    CountyClassFactory()
    data = {"region": "433124", "kind": "specially_supported", "valid_from": "2021-01-01", "valid_until": ""}
    page = editor.post(url(CountyClassViewSet, "add"), data).content.decode()
    assert "与“花垣县 国家级贫困县”的期限重叠，请先填写其停用日期。" in page
    assert CountyClass.objects.count() == 1


def test_pairing_with_itself_says_why(editor, tree):
    data = {
        "helper": "430300",
        "helped": "430300",
        "kind": "counterpart",
        "valid_from": "",
        "valid_until": "",
    }
    page = editor.post(url(PairingViewSet, "add"), data).content.decode()
    assert "不能与自身结对。" in page
    assert Pairing.objects.count() == 0
