"""One `PrivateFile` per hash, also when two people send the same bytes at once."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from core.models import PrivateFile, private_storage

MOST_BYTES = 20 * 1024 * 1024


def read(upload) -> bytes:
    """The upload's bytes. Raises ValidationError when it is empty or over MOST_BYTES."""
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if not data:
        raise ValidationError(_("This file is empty."), code="empty")
    if len(data) > MOST_BYTES:
        sentence = _("This file is too large; at most %(most)s are accepted.")
        raise ValidationError(sentence, code="too_large", params={"most": filesizeformat(MOST_BYTES)})
    return data


def keep(
    data: bytes, *, kind, content_type: str, ending: str, is_demo: bool, width=None, height=None
) -> PrivateFile:
    """The one `PrivateFile` of these bytes, written when it is new. A real upload makes a demo file real."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = f"{sha256[:2]}/{sha256}{ending}"
    known = PrivateFile.objects.filter(sha256=sha256).first()
    if known:
        return _keep_again(known, data, is_demo)
    _write(path, data)
    try:
        with transaction.atomic():
            return PrivateFile.objects.create(
                sha256=sha256,
                file=path,
                kind=kind,
                content_type=content_type,
                size=len(data),
                width=width,
                height=height,
                is_demo=is_demo,
            )
    except IntegrityError:
        # Somebody else was quicker with the same bytes; theirs is as good as ours.
        return _keep_again(PrivateFile.objects.get(sha256=sha256), data, is_demo)


def _keep_again(row, data, is_demo):
    """The row that is there already, its file put back should it have been lost."""
    _write(row.file.name, data)
    if row.is_demo and not is_demo:
        row.is_demo = False
        row.save(update_fields=["is_demo"])
    return row


def _write(path: str, data: bytes):
    """Put the bytes at `path`. A name made of the hash may be written by two at once: both write the same."""
    storage = private_storage()
    if storage.exists(path):
        if storage.size(path) == len(data):
            return
        storage.delete(path)
    written = storage.save(path, ContentFile(data))
    if written != path:
        storage.delete(written)
