from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from core import intake
from core.models import PrivateFile, private_storage
from tests.factories.core import pdf, upload


@pytest.mark.django_db(transaction=True)
def test_same_bytes_at_once_are_kept_once():
    start = Barrier(4)

    def send(_):
        try:
            start.wait()
            return intake.keep_document(upload(pdf(b"% once\n"))).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        kept = set(threads.map(send, range(4)))
    assert len(kept) == 1
    row = PrivateFile.objects.get()
    folder = row.file.name.split("/")[0]
    assert [name for name in private_storage().listdir(folder)[1] if name.startswith(row.sha256[:9])] == [
        row.file.name.split("/")[1]
    ]
    with row.file.open("rb") as file:
        assert file.read() == pdf(b"% once\n")
