"""django-allauth: a mobile number and a six-digit code, no user name (B01-B03)."""

import os

ACCOUNT_ADAPTER = "accounts.adapter.PhoneAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {"confirm_login_code": "accounts.forms.CodeForm"}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}

# Ten minutes, once, three wrong tries. A code that is asked for again is a new one (accounts.views.signin).
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_TIMEOUT = 30 * 60

# Strict for a number, generous for an address: a whole office sits behind one. Every message counts.
ACCOUNT_RATE_LIMITS = {
    "message_number": "1/30s/key,4/10m/key,12/d/key",
    "message_address": "60/m/ip,600/h/ip",
    "request_login_code": "",
    "login": "240/m/ip",
    "signup": "240/m/ip",
    "login_failed": "60/m/ip,5/10m/key",
    # Public forms (core.proof) from one address: after a proof of work, and from browsers without a script.
    "proof_solved": "30/h/ip,200/d/ip",
    "proof_plain": "3/h/ip,10/d/ip",
    # Asking by receipt number how far something is.
    "receipt_status": "20/m/ip",
}

# How many proxies stand before the site; 0 counts by the address of the connection itself.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXY_COUNT", "0"))

# Offices may add a password and a second factor.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "消费扶贫"

# How a code reaches a telephone: accounts.senders.{ConsoleSender, FileSender, GatewaySender}. Without a word the
# demo shows it on the page, marked as the demo's, and every other place prints it in the server's log.
SMS_SENDER = os.environ.get("SMS_SENDER", "")
SMS_GATEWAY_URL = os.environ.get("SMS_GATEWAY_URL", "")
SMS_GATEWAY_KEY = os.environ.get("SMS_GATEWAY_KEY", "")
SMS_GATEWAY_SECRET = os.environ.get("SMS_GATEWAY_SECRET", "")
