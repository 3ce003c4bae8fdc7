"""How a short message reaches a telephone: `settings.SMS_SENDER` names one of these classes."""

import hashlib
import hmac
import json
import logging
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

from allauth.core import context
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# Under this key the demo keeps the message that it shows on the page instead of sending it.
DEMO_SESSION_KEY = "demo_message"


class ConsoleSender:
    """Prints the message in the server's log."""

    def send(self, phone: str, text: str) -> None:
        """Deliver `text` to the number of eleven digits."""
        logger.warning("SMS %s: %s", phone, text)


class FileSender:
    """Appends the message to a file in the data folder, for a machine without a gateway."""

    def send(self, phone: str, text: str) -> None:
        """Deliver `text` to the number of eleven digits."""
        with (settings.VAR / "messages.log").open("a", encoding="utf-8") as file:
            file.write(f"{timezone.now().isoformat(timespec='seconds')}\t{phone}\t{text}\n")


class GatewaySender:
    """Posts the message to an HTTP gateway, signed with HMAC-SHA256; an example to adapt to a province's provider.

    Body: {"phone", "text"}. Headers: X-Key, X-Timestamp (seconds), X-Signature = hex HMAC-SHA256 by the secret over
    "<timestamp>.<body>". A gateway that fails or is slow is logged; the page behaves as ever, so that a number
    cannot be told from an unknown one by it, and the person asks for another code.
    """

    timeout = 5

    def __init__(self):
        self.address = urlsplit(settings.SMS_GATEWAY_URL)
        if self.address.scheme not in {"http", "https"} or not self.address.hostname:
            raise ImproperlyConfigured("SMS_GATEWAY_URL must be set to an http(s) address for GatewaySender.")
        if not settings.SMS_GATEWAY_SECRET:
            raise ImproperlyConfigured("SMS_GATEWAY_SECRET must be set for GatewaySender.")

    def sign(self, body: bytes, *, now: int) -> dict[str, str]:
        """The headers of a request with this body at this time (seconds)."""
        secret = settings.SMS_GATEWAY_SECRET.encode()
        return {
            "Content-Type": "application/json; charset=utf-8",
            "X-Key": settings.SMS_GATEWAY_KEY,
            "X-Timestamp": str(now),
            "X-Signature": hmac.new(secret, f"{now}.".encode() + body, hashlib.sha256).hexdigest(),
        }

    def send(self, phone: str, text: str) -> None:
        """Deliver `text` to the number of eleven digits."""
        body = json.dumps({"phone": phone, "text": text}, ensure_ascii=False).encode()
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        connection = kind(self.address.hostname, self.address.port, timeout=self.timeout)
        path = (self.address.path or "/") + (f"?{self.address.query}" if self.address.query else "")
        try:
            connection.request("POST", path, body, self.sign(body, now=int(time.time())))
            status = connection.getresponse().status
            if status >= 400:
                logger.error("the SMS gateway answered %s for …%s", status, phone[-4:])
        except (OSError, HTTPException):
            logger.exception("the SMS gateway did not take a message for …%s", phone[-4:])
        finally:
            connection.close()


class DemoSender:
    """Sends nothing: the sign-in page shows the message, marked as the demo's."""

    def __init__(self):
        if not settings.DEMO:
            raise ImproperlyConfigured("DemoSender shows codes on the page: only a demo may use it.")

    def send(self, phone: str, text: str) -> None:
        """Put `text` where the page of this session shows it."""
        request = context.request
        # What goes to somebody else's telephone (an account was opened for them) is not this session's to see.
        if request is not None and not request.user.is_authenticated:
            request.session[DEMO_SESSION_KEY] = text


class MemorySender:
    """Keeps messages in memory, for tests."""

    outbox: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        """Remember (phone, text)."""
        self.outbox.append((phone, text))


def sender():
    """The sender this deployment is set to; without a word the demo shows codes and others print them."""
    path = settings.SMS_SENDER or f"accounts.senders.{'DemoSender' if settings.DEMO else 'ConsoleSender'}"
    return import_string(path)()
