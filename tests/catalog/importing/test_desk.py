"""The province's pages: send, see what would happen, confirm; nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from catalog.importing.models import ImportBatch
from catalog.importing.states import Stage
from catalog.models import ProductPage
from core.jobs import run_job
from core.models import Job
from tests.factories import importing
from tests.factories.accounts import UserFactory
from tests.factories.organizations import OrganizationFactory

FILES = "/desk/directory/import/"


@pytest.fixture
def desk(ground, client, sign_in):
    """The browser of the province's administrator."""
    office = OrganizationFactory(province_office=True)
    return sign_in(client, UserFactory(organization=office, role=Role.ADMINISTRATOR))


def _send(client, *rows, data=None, name="目录.csv"):
    data = importing.csv_bytes(rows) if data is None else data
    return client.post(FILES, {"file": SimpleUploadedFile(name, data)})


def _work():
    """What the worker does."""
    job = Job.objects.order_by("pk").last()
    run_job(job.pk)
    job.refresh_from_db()
    return job


def _judged(desk, *rows):
    response = _send(desk, *rows)
    _work()
    return response.url


def test_file_is_checked_shown_and_moved_in(desk):
    address = _judged(desk, importing.row(1), importing.row(2))
    text = desk.get(address).content.decode()
    assert "新增扶贫产品" in text and "花垣示例合作社" in text and "确认搬入" in text
    assert ProductPage.objects.count() == 0

    assert desk.post(address, {"do": "move"}).url == address
    assert _work().result == {"errors": 0, "new": 2}
    assert ProductPage.objects.listed().count() == 2
    text = desk.get(address).content.decode()
    assert "文件中的产品已全部公开。" in text and "确认搬入" not in text


def test_errors_are_shown_by_place_and_handed_out_as_a_table(desk):
    address = _judged(desk, importing.row(1, 带贫人数="许多"))
    text = desk.get(address).content.decode()
    assert "第 2 行 7 列“带贫人数”：" in text and "确认搬入" not in text
    lines = b"".join(desk.get(f"{address}errors/")).decode("utf-8-sig").splitlines()
    assert lines == ["行,列,表头,单元格内容,问题", "2,7,带贫人数,许多,请填写数字。"]


def test_faulty_file_is_not_moved_in(desk):
    address = _judged(desk, importing.row(1, 带贫人数="许多"))
    assert desk.post(address, {"do": "move"}).status_code == 409
    assert ProductPage.objects.count() == 0


def test_file_is_given_up(desk):
    address = _judged(desk, importing.row(1))
    desk.post(address, {"do": "abandon"})
    assert ImportBatch.objects.get().stage == Stage.ABANDONED
    assert desk.post(address, {"do": "move"}).status_code == 409


def test_killed_work_begins_anew(desk, monkeypatch):
    from catalog.importing import actions

    class Killed(BaseException):
        """The worker is gone."""

    address = _judged(desk, importing.row(1))
    desk.post(address, {"do": "move"})
    job = Job.objects.order_by("pk").last()

    def killed(*words):
        raise Killed

    monkeypatch.setattr(actions, "_show", killed)
    with pytest.raises(Killed):
        run_job(job.pk)
    monkeypatch.undo()
    Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING)
    run_job(job.pk)
    assert (ProductPage.objects.listed().count(), ImportBatch.objects.get().stage) == (1, Stage.DONE)


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "a.csv", "文件是空的。"),
        (b"\x00\x01\xff", "a.csv", "这既不是 UTF-8 或 GB18030 编码的 CSV，也不是 XLSX 文件。"),
        (b"PK\x03\x04x", "a.xlsx", "文件损坏或不完整，请重新上传。"),
    ],
)
def test_what_is_no_table_is_refused_at_the_door(desk, data, name, sentence):
    response = _send(desk, data=data, name=name)
    assert response.status_code == 422
    assert ImportBatch.objects.count() == 0
    if data:
        assert sentence in response.content.decode()


@pytest.mark.parametrize("path", ["", "template/", "1/", "1/errors/"])
def test_others_are_refused_with_the_sentence(ground, client, sign_in, path):
    ImportBatch.objects.create(pk=1, name="a", sha256="a")
    user = UserFactory(organization=OrganizationFactory(city_office=True), role=Role.ADMINISTRATOR)
    response = sign_in(client, user).get(FILES + path)
    assert response.status_code == 403
    assert "只有本站最高一级扶贫办的管理员可以搬入目录。" in response.content.decode()


def test_template_is_handed_out(desk):
    response = desk.get(reverse("importing:template"))
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


@pytest.mark.parametrize("files", [1, 3])
def test_list_of_files_asks_as_much_for_one_as_for_three(desk, files, django_assert_num_queries):
    for number in range(files):
        ImportBatch.objects.create(name=f"{number}.csv", sha256=str(number))
    desk.get(FILES)
    with django_assert_num_queries(8):
        desk.get(FILES)
