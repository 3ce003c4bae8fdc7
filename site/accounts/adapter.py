"""What django-allauth must know: people are their mobile numbers, and codes are few (B01, B02)."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import messages
from accounts.desk import first_page
from accounts.models import Role, User
from accounts.phones import clean_number
from accounts.senders import sender
from core.errors import TooMany


class PhoneField(forms.CharField):
    """A mobile number as people type it; clean to eleven digits."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", gettext_lazy("Mobile number"))
        kwargs.setdefault("max_length", 30)
        attrs = {"type": "tel", "inputmode": "tel", "autocomplete": "tel"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def clean(self, value):
        value = super().clean(value)
        return clean_number(value) if value else value


class PhoneAdapter(DefaultAccountAdapter):
    """Numbers as digits, one per account; every message counts against its number and its address."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("The code is not correct."),
        "phone_password_mismatch": gettext_lazy("Number or password is not correct."),
        "too_many_login_attempts": gettext_lazy("Too many wrong tries. Please ask for a new code."),
    }

    def is_open_for_signup(self, request):
        """Accounts come from administrators, or from the site's own registration."""
        return False

    def phone_form_field(self, **kwargs):
        """A field for a bare 138…, instead of +86…."""
        return PhoneField(**kwargs)

    def clean_phone(self, phone):
        """Eleven digits, or ValidationError."""
        return clean_number(phone)

    def get_user_by_phone(self, phone):
        """The account of a number, suspended or not; None for an unknown one."""
        return User.objects.filter(phone=phone).first()

    def get_phone(self, user):
        """(number, whether a code has proved it)."""
        return user.phone, user.phone_verified

    def set_phone(self, user, phone, verified):
        """Write number and proof."""
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user, phone):
        """A code sent to the number came back."""
        if not user.phone_verified:
            User.objects.filter(pk=user.pk, phone=phone).update(phone_verified=True)
            user.phone_verified = True

    def send_verification_code_sms(self, user, phone, code, **kwargs):
        """Send a code. Raises TooMany."""
        self._send(phone, messages.code(code))

    def send_unknown_account_sms(self, phone, **kwargs):
        """Tell an unknown number that it has no account: to the site it looks as if a code was sent. Raises TooMany."""
        self._send(phone, messages.unknown_number())

    def _send(self, phone, text):
        """One door for every message, so that no way round its limits exists."""
        request = context.request
        for action, key in (("message_address", None), ("message_number", phone)):
            if not ratelimit.consume(request, action=action, key=key):
                raise TooMany(
                    _("Too many codes were asked for. Please wait some minutes, then ask for a new one.")
                )
        sender().send(phone, text)

    def get_login_redirect_url(self, request):
        """Editors and the system administrator work in the CMS, everybody else at the desk."""
        user = request.user
        if user.is_superuser or user.role == Role.EDITOR:
            return reverse("wagtailadmin_home")
        return first_page(user) or super().get_login_redirect_url(request)

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Wrong passwords count by number; allauth's own key would count all numbers as one."""
        return f"password:{credentials.get('phone', '')}"

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        """The pages themselves say what happened; only sentences are passed on, not allauth's templates."""
        if message:
            super().add_message(request, level, extra_tags=extra_tags, message=message)
