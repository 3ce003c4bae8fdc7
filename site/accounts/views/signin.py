"""The door: number, code, in; and the registration of units that come by themselves (B02, B03, B17-B19)."""

from http import HTTPStatus

from allauth.account.internal.flows.login import perform_login, perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url, passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, LoginView
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.forms import PasswordSignInForm, RegistrationCodeForm, RegistrationForm
from accounts.models import User
from accounts.registration import Registration
from accounts.senders import DEMO_SESSION_KEY
from core.errors import Refused
from regions.models import Region


def masked(phone: str) -> str:
    """138****1234."""
    return User(phone=phone).masked_phone


def demo_message(request) -> str:
    """The short message that the demo shows instead of sending it; "" anywhere else."""
    return request.session.get(DEMO_SESSION_KEY, "") if settings.DEMO else ""


def with_next(request, name: str) -> str:
    """The address of a view, with where to go after signing in."""
    return passthrough_next_redirect_url(request, reverse(name), "next")


class SignInView(LoginView):
    """A number; the answer is the same for a known and an unknown one."""

    def _redirect_to_pending_stage(self, request, stage):
        """Coming back here means: another number, or a new code."""

    def get_initial(self):
        """A number that comes along, for asking for a new code."""
        return {**super().get_initial(), "login": self.request.session.get("asked_phone", "")}

    def form_valid(self, form):
        """Send the code; remember the number, so that a new code can be asked for with one press."""
        response = super().form_valid(form)
        self.request.session["asked_phone"] = form.cleaned_data["login"]
        return response

    def form_invalid(self, form):
        """The form again, with its sentences."""
        response = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class ConfirmCodeView(ConfirmLoginCodeView):
    """The code. Expired or tried in vain three times, it leads back to the number, which is still there."""

    def dispatch(self, request, *args, **kwargs):
        """Say why, when there is no code to enter any more."""
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == HTTPStatus.FOUND and response.url == reverse("account_login"):
            if not messages.get_messages(request)._queued_messages:
                messages.error(request, _("The code has expired. Please ask for a new one."))
            return redirect(with_next(request, "account_login"))
        return response

    def form_invalid(self, form):
        """Count the wrong try."""
        response = super().form_invalid(form)
        if response.status_code == HTTPStatus.OK:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    def get_context_data(self, **kwargs):
        """What the page says about where the code went."""
        phone = self._process.state.get("phone", "")
        return super().get_context_data(**kwargs) | {
            "masked_phone": masked(phone),
            "asked_phone": phone,
            "demo_message": demo_message(self.request),
            "next": get_next_redirect_url(self.request) or "",
            "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        }


sign_in = SignInView.as_view()
confirm_code = ConfirmCodeView.as_view()


@never_cache
@rate_limit(action="signup")
def register(request):
    """First step: what the unit is. Nothing is written; a code goes to the number."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    pending = Registration.pending(request)
    form = RegistrationForm(request.POST or None, initial=pending.data if pending else None)
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "region": form.cleaned_data["region"].pk}
        Registration.begin(request, data=data)
        return redirect(with_next(request, "account_confirm_registration"))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "account/signup.html", {"form": form}, status=status)


@never_cache
@rate_limit(action="signup")
def confirm_registration(request):
    """Second step: the code. Then account and organization exist together, or neither does."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    process = Registration.pending(request)
    if process is None:
        return redirect(with_next(request, "account_signup"))
    if request.method == "POST" and request.POST.get("action") == "resend":
        Registration.begin(request, data=process.data)
        return redirect(with_next(request, "account_confirm_registration"))
    if request.method == "POST" and not process.is_valid():
        return _send_again(request, _("The code has expired. Please ask for a new one."))
    form = RegistrationCodeForm(request.POST or None, code=process.code)
    if request.method == "POST" and form.is_valid():
        return _finish(request, process)
    if form.errors and not process.record_invalid_attempt():
        return _send_again(request, _("Too many wrong tries. Please ask for a new code."))
    context = {
        "form": form,
        "masked_phone": masked(process.data["phone"]),
        "demo_message": demo_message(request),
        "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "account/confirm_registration.html", context, status=status)


def _send_again(request, sentence):
    messages.error(request, sentence)
    return redirect(with_next(request, "account_signup"))


def _finish(request, process):
    data, user = process.data, User.objects.filter(phone=process.data["phone"]).first()
    if user is not None:
        messages.info(
            request, _("This number has an account already: you are signed in to it. Nothing was registered.")
        )
    else:
        try:
            user = actions.register_enterprise(**{**data, "region": Region.objects.get(pk=data["region"])})
        except (Refused, ValidationError) as error:
            process.abort()
            return _send_again(request, getattr(error, "sentence", None) or error.messages[0])
        messages.success(request, _("%(name)s is registered.") % {"name": user.organization.name})
    process.forget()
    request.session.pop(DEMO_SESSION_KEY, None)
    record_authentication(request, user, method="code", phone=user.phone)
    return perform_login(request, Login(user=user, redirect_url=get_next_redirect_url(request)))


@never_cache
@sensitive_post_parameters("password")
@rate_limit(action="login")
def sign_in_by_password(request):
    """For offices that have set a password; a second factor follows where there is one."""
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = PasswordSignInForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        login = Login(user=form.user, redirect_url=get_next_redirect_url(request))
        return perform_password_login(request, {"phone": form.user.phone}, login)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "account/password_login.html", {"form": form}, status=status)
