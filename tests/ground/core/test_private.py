import pytest

from core import intake, private
from core.models import PrivateFile
from tests.factories.core import office, pdf, picture, upload

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "keep", "disposition"),
    [
        (picture(), intake.keep_picture, "inline"),
        (pdf(), intake.keep_document, "inline"),
        (office(), intake.keep_document, "attachment"),
    ],
)
def test_file_is_served_uncached_unsniffed_and_shown_only_when_safe(data, keep, disposition):
    kept = keep(upload(data))
    response = private.serve(kept, "执照.bin")
    assert response["Content-Disposition"] == f"{disposition}; filename*=utf-8''%E6%89%A7%E7%85%A7.bin"
    assert response["Content-Type"] == kept.content_type
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert len(b"".join(response.streaming_content)) == kept.size


def test_file_is_saved_when_asked():
    response = private.serve(intake.keep_document(upload(pdf())), "a.pdf", as_attachment=True)
    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


def test_only_pdf_may_use_the_browsers_viewer():
    assert (
        "sandbox" in private.serve(intake.keep_picture(upload(picture())), "a.jpg")["Content-Security-Policy"]
    )
    assert (
        "sandbox"
        not in private.serve(intake.keep_document(upload(pdf())), "a.pdf")["Content-Security-Policy"]
    )


def test_copy_leaves_the_private_file_where_it_is():
    kept = intake.keep_document(upload(pdf()))
    copy = PrivateFile()
    private.copy_to(kept, copy.file, "公开/a.pdf")
    with copy.file.open("rb") as file:
        assert file.read() == pdf()
    assert copy.file.name != kept.file.name
    assert copy.pk is None
    assert kept.file.storage.exists(kept.file.name)
