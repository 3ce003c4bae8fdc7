"""The door under /account/: only those of allauth's pages that a site without e-mail needs."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from django.urls import path

from accounts.views import security, signin

urlpatterns = [
    path("login/", signin.sign_in, name="account_login"),
    path("login/code/", signin.confirm_code, name="account_confirm_login_code"),
    path("login/password/", signin.sign_in_by_password, name="account_password_login"),
    path("signup/", signin.register, name="account_signup"),
    path("signup/code/", signin.confirm_registration, name="account_confirm_registration"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", security.change_password, name="account_change_password"),
    path("password/set/", security.set_password, name="account_set_password"),
    path("2fa/", security.overview, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", security.activate, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", security.deactivate, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", security.recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", security.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
