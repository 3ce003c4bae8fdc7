"""Self-registration in two steps: what the unit is, then the code. Nothing is written before the code (B03, B17)."""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from django.http import HttpRequest

SESSION_KEY = "registration"


class Registration(AbstractCodeVerificationProcess):
    """A registration under way, kept in the session with its code: ten minutes, three wrong tries, once.

    A number that has an account gets a code like any other; whoever enters it is led into that account.
    """

    def __init__(self, request: HttpRequest, state: dict):
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
        )

    @classmethod
    def begin(cls, request: HttpRequest, *, data: dict) -> "Registration":
        """Send a code to `data["phone"]` and keep the rest. Raises TooMany; then an earlier code stays valid."""
        process = cls(request, {**cls.initial_state(user=None, phone=data["phone"]), "data": data})
        process.send()
        process.persist()
        return process

    @classmethod
    def pending(cls, request: HttpRequest) -> "Registration | None":
        """The one under way in this session, or None; one whose code has expired is still found (`is_valid`)."""
        state = request.session.get(SESSION_KEY)
        return cls(request, state) if state else None

    @property
    def data(self) -> dict:
        """What was typed in the first step: name, kind, region (code), contact, phone."""
        return self.state["data"]

    def send(self) -> None:
        """Send a new code to the number."""
        adapter, phone = get_adapter(self.request), self.data["phone"]
        self.state["code"] = adapter.generate_phone_verification_code(user=None, phone=phone)
        adapter.send_verification_code_sms(user=None, phone=phone, code=self.state["code"])

    def persist(self) -> None:
        """Write it into the session."""
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        """Make the code worthless but keep what was typed."""
        self.state["code"] = ""
        self.state["at"] = 0
        self.persist()

    def forget(self) -> None:
        """It is done: nothing of it stays in the session."""
        self.request.session.pop(SESSION_KEY, None)
