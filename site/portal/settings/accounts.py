"""django-allauth: a mobile number and a six-digit code, no user name (B01-B03)."""

import os

ACCOUNT_ADAPTER = "accounts.adapter.PhoneAdapter"
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None

# How a code reaches a telephone: accounts.senders.{ConsoleSender, FileSender, GatewaySender}.
SMS_SENDER = os.environ.get("SMS_SENDER", "accounts.senders.ConsoleSender")
SMS_GATEWAY_URL = os.environ.get("SMS_GATEWAY_URL", "")
SMS_GATEWAY_KEY = os.environ.get("SMS_GATEWAY_KEY", "")
SMS_GATEWAY_SECRET = os.environ.get("SMS_GATEWAY_SECRET", "")
