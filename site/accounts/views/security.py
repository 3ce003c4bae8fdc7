"""Password and second factor, for offices that want them; everybody else signs in with a code only."""

from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView, PasswordSetView
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth.views import redirect_to_login
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts import rules


def office_only(view):
    """Decorator: signed in, and of an office; else the sign-in page or a refusal with its sentence."""

    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        rules.can_use_password(request.user).require()
        return view(request, *args, **kwargs)

    return guarded


class _ChangePassword(PasswordChangeView):
    def get_default_success_url(self):
        return reverse("accounts:mine")


class _SetPassword(PasswordSetView):
    def get_default_success_url(self):
        return reverse("accounts:mine")


class _Activate(totp.ActivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        # The app's first code has just been entered: its recovery codes are shown without asking for another.
        record_authentication(
            self.request, self.request.user, method="mfa", type="totp", reauthenticated=True
        )
        return response


change_password = office_only(_ChangePassword.as_view())
set_password = office_only(_SetPassword.as_view())
overview = office_only(mfa.index)
activate = office_only(_Activate.as_view())
deactivate = office_only(totp.deactivate_totp)
recovery_codes = office_only(codes.view_recovery_codes)
new_recovery_codes = office_only(codes.generate_recovery_codes)
