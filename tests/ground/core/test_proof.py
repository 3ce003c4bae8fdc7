"""Proof of work: right, fresh, of its form, once; and what stands in for it where no script runs."""

import base64
import json
from datetime import timedelta

import pytest
from django.core import signing
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from core import proof
from core.models import SpentProof
from tests.factories.core import solved

pytestmark = pytest.mark.django_db


class ToyForm(proof.ProofMixin):
    purpose = "toy"

    words = proof.forms.CharField()


def old_stamp(seconds, purpose="toy"):
    """A stamp handed out so long ago."""
    now = timezone.now().timestamp()

    class Earlier(signing.TimestampSigner):
        def timestamp(self):
            return signing.b62_encode(int(now - seconds))

    signer = Earlier(salt=f"core.proof.{purpose}")
    return signer.sign_object("a1b2" + str(seconds))


def form(request=None, **data):
    return ToyForm({"words": "产地不实。", **data}, request=request)


def test_right_solution_is_taken():
    assert proof.check(solved("toy"), "toy")


def test_solution_counts_once():
    payload = solved("toy")
    proof.check(payload, "toy")
    assert "已经提交" in str(proof.check(payload, "toy").sentence)


def test_solution_of_another_form_is_refused():
    assert not proof.check(solved("complaint"), "toy")


def test_expired_solution_is_refused(monkeypatch):
    monkeypatch.setattr(proof, "PROOF_LIFE", timedelta(seconds=-1))
    assert not proof.check(solved("toy"), "toy")


def _with(payload, **changes):
    asked = json.loads(base64.b64decode(payload))
    return base64.b64encode(json.dumps({**asked, **changes}).encode()).decode()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda payload: "",
        lambda payload: "not base64!",
        lambda payload: base64.b64encode(b"[]").decode(),
        lambda payload: base64.b64encode(b"\xff").decode(),
        lambda payload: _with(payload, number=proof.MOST + 1),
        lambda payload: _with(payload, signature="00"),
        lambda payload: _with(payload, algorithm="MD5"),
        lambda payload: _with(payload, salt=7),
        lambda payload: _with(payload, challenge=None),
    ],
)
def test_spoilt_solution_is_refused(spoil):
    assert not proof.check(spoil(solved("toy")), "toy")
    assert not SpentProof.objects.exists()


def test_form_with_another_error_keeps_its_proof():
    payload = solved("toy")
    assert not form(words="", proof=payload).is_valid()
    assert form(proof=payload).is_valid()


def test_form_without_script_waits_some_seconds():
    fresh = form(proof_stamp=proof.stamp("toy"))
    assert not fresh.is_valid()
    assert "稍候" in str(fresh.non_field_errors())
    assert form(proof_stamp=old_stamp(proof.SLOWEST_ROBOT_SECONDS + 5)).is_valid()


def test_stamp_counts_once():
    mark = old_stamp(60)
    assert form(proof_stamp=mark).is_valid()
    assert not form(proof_stamp=mark).is_valid()


@pytest.mark.parametrize("made", [(), ("x:y:z",), (3 * 60 * 60,), (60, "complaint")], ids=str)
def test_stale_or_foreign_stamp_is_refused_and_renewed(made):
    mark = old_stamp(*made) if made and isinstance(made[0], int) else "".join(made)
    refused = form(proof_stamp=mark)
    assert not refused.is_valid()
    assert refused["proof_stamp"].value() not in {"", mark}


def test_filled_trap_is_refused():
    assert not form(proof=solved("toy"), website="http://example.org").is_valid()


def test_forms_without_script_are_few_per_address():
    request = RequestFactory().post("/")
    sent = [form(request, proof_stamp=old_stamp(60 + number)).is_valid() for number in range(4)]
    assert sent == [True, True, True, False]
    assert form(request, proof=solved("toy")).is_valid()


def test_challenge_is_handed_out_and_never_stored(client):
    answer = client.get(reverse("portal:proof", args=["toy"]))
    assert set(answer.json()) == {"algorithm", "challenge", "maxNumber", "salt", "signature"}
    assert "no-store" in answer["Cache-Control"]


def test_forgetting_keeps_what_could_be_sent_again():
    SpentProof.objects.create(mark="old", until=timezone.now() - timedelta(seconds=1))
    SpentProof.objects.create(mark="new", until=timezone.now() + timedelta(minutes=1))
    proof.forget_spent()
    assert list(SpentProof.objects.values_list("mark", flat=True)) == ["new"]
