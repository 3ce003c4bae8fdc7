"""Proof of work instead of pictures to guess: whoever sends a form without an account lets their browser reckon first.

The reckoning is ALTCHA's (SHA-256, signed, expiring); a solution counts once. Where no script runs, a form that was
open for a while, an empty trap and a low number per address stand in for it (docs/proof-of-work.md: what that stops).
"""

import base64
import binascii
import json
import secrets
from datetime import timedelta

from allauth.core import ratelimit
from altcha import create_challenge_v1, extract_params_v1, verify_solution_v1
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import JsonResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.models import SpentProof
from core.verdicts import YES, Verdict, no

# About 40,000 hashes on average: a tenth of a second on a desk, about a second on an old telephone.
MOST = 80_000
PROOF_LIFE = timedelta(minutes=30)
# Without a script: a form younger than this was not filled in by a person; an older one than that is stale.
SLOWEST_ROBOT_SECONDS = 10
STAMP_LIFE = timedelta(hours=2)

_UNPROVEN = _("The check against robots is not done. Please send the form again; nothing you typed is lost.")
_TOO_FAST = _(
    "Please wait some seconds before you send this form, then send it again; nothing you typed is lost."
)
_TOO_MANY = _(
    "Too many forms were sent from your address. Please try again in an hour, or telephone; nothing you typed is lost."
)
_SPENT = _("This form has been sent already. To send another one, please open the form anew.")


def challenge(purpose: str) -> dict:
    """What a browser has to solve before it may send a form of this purpose, in ALTCHA's own terms, as JSON."""
    return create_challenge_v1(
        algorithm="SHA-256",
        max_number=MOST,
        salt_length=12,
        hmac_key=_key(),
        salt="",
        number=None,
        expires=timezone.now() + PROOF_LIFE,
        params={"purpose": purpose},
    ).to_dict()


def check(payload: str, purpose: str) -> Verdict:
    """Whether this solution is right, fresh, of this purpose and counts for the first time; a yes spends it.

    Ask last, when nothing else is wrong with the form: inside the transaction of what it opens the door to.
    """
    try:
        solved = json.loads(base64.b64decode(payload or "", validate=True))
        is_right, _error = verify_solution_v1(solved, _key())
        purposes = extract_params_v1(solved).get("purpose")
    except (binascii.Error, ValueError, TypeError, AttributeError):
        return no(_UNPROVEN)
    if not is_right or purposes != [purpose]:
        return no(_UNPROVEN)
    return _spend(solved["challenge"], PROOF_LIFE)


def stamp(purpose: str) -> str:
    """A signed mark of when a form was handed out, for browsers without a script."""
    return signing.dumps(secrets.token_hex(8), salt=f"core.proof.{purpose}")


def check_stamp(value: str, purpose: str) -> Verdict:
    """Whether a form with this mark was open long enough, not too long, and is sent for the first time; spends it."""
    salt = f"core.proof.{purpose}"
    try:
        mark = signing.loads(value or "", salt=salt, max_age=STAMP_LIFE)
    except signing.BadSignature:
        return no(_UNPROVEN)
    try:
        signing.loads(value, salt=salt, max_age=SLOWEST_ROBOT_SECONDS)
    except signing.SignatureExpired:
        return _spend(mark, STAMP_LIFE)
    return no(_TOO_FAST)


class ProofMixin(forms.Form):
    """A public form that robots do not get through; its template includes `components/proof.html` with `form=form`.

    Subclasses set `purpose`; views pass `request=`. The proof is asked for last, so that a form with another error
    keeps it. How many forms one address may send stands in the settings (ACCOUNT_RATE_LIMITS, `proof_…`).
    """

    purpose = ""

    proof = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    proof_stamp = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    # A trap: people do not see it, robots fill it in.
    website = forms.CharField(required=False, max_length=300)

    def __init__(self, *args, request=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.initial.setdefault("proof_stamp", stamp(self.purpose))

    def _post_clean(self):
        super()._post_clean()
        if not self.errors:
            try:
                self._prove()
            except ValidationError as error:
                self.add_error(None, error)

    def _prove(self):
        values = self.cleaned_data
        is_solved = bool(values["proof"])
        action = "proof_solved" if is_solved else "proof_plain"
        if values["website"]:
            raise ValidationError(_UNPROVEN)
        if not self._is_within_rate(action, dry_run=True):
            raise ValidationError(_TOO_MANY)
        if is_solved:
            verdict = check(values["proof"], self.purpose)
        else:
            verdict = check_stamp(values["proof_stamp"], self.purpose)
        if not verdict:
            self._renew(verdict)
            raise ValidationError(verdict.sentence)
        self._is_within_rate(action)

    def _renew(self, verdict):
        """A stale or spent proof would only be sent again and again."""
        self.data = self.data.copy()
        self.data[self.add_prefix("proof")] = ""
        if verdict.sentence is not _TOO_FAST:
            self.data[self.add_prefix("proof_stamp")] = stamp(self.purpose)

    def _is_within_rate(self, action, dry_run=False):
        return self.request is None or ratelimit.consume(self.request, action=action, dry_run=dry_run)


@never_cache
@require_GET
def hand_out(request, purpose):
    """A challenge as JSON, for `js/proof.js`."""
    return JsonResponse(challenge(purpose))


def forget_spent():
    """Drop what nobody could use again anyway; a timer."""
    SpentProof.objects.filter(until__lt=timezone.now()).delete()


def _key() -> str:
    return salted_hmac("core.proof", "challenge", algorithm="sha256").hexdigest()


def _spend(mark, life) -> Verdict:
    try:
        with transaction.atomic():
            SpentProof.objects.create(mark=mark, until=timezone.now() + life)
    except IntegrityError:
        return no(_SPENT)
    return YES
