"""How messages leave; and numbers as people type them."""

import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from accounts import senders
from accounts.phones import clean_number

PHONE = "10088880001"


@pytest.fixture
def gateway(settings):
    """A gateway of our own on this machine; `status` is what it answers, `taken` what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.server.taken.append((self.path, dict(self.headers), body))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.SMS_SENDER = "accounts.senders.GatewaySender"
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send?x=1"
    settings.SMS_GATEWAY_KEY, settings.SMS_GATEWAY_SECRET = "portal", "shared"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_gateway_is_sent_a_signed_request(gateway):
    senders.sender().send(PHONE, "验证码 204816")
    path, headers, body = gateway.taken[0]
    assert path == "/send?x=1"
    assert json.loads(body) == {"phone": PHONE, "text": "验证码 204816"}
    expected = hmac.new(b"shared", headers["X-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert (headers["X-Signature"], headers["X-Key"]) == (expected, "portal")


def test_gateway_signature_covers_the_body(gateway):
    sender = senders.sender()
    assert sender.sign(b"a", now=1)["X-Signature"] != sender.sign(b"b", now=1)["X-Signature"]
    assert sender.sign(b"a", now=1)["X-Signature"] != sender.sign(b"a", now=2)["X-Signature"]


def test_gateway_that_refuses_is_logged_without_the_number(gateway, caplog):
    gateway.status = 500
    senders.sender().send(PHONE, "验证码 204816")
    assert ["500" in record.getMessage() for record in caplog.records] == [True]
    assert PHONE not in caplog.text


def test_gateway_that_is_away_is_logged(settings, caplog):
    settings.SMS_SENDER = "accounts.senders.GatewaySender"
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_SECRET = "http://127.0.0.1:9/", "shared"
    senders.sender().send(PHONE, "验证码 204816")
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("url", "secret"), [("", "s"), ("file:///etc/passwd", "s"), ("https://sms.test/", "")]
)
def test_gateway_without_its_settings_does_not_start(settings, url, secret):
    settings.SMS_GATEWAY_URL, settings.SMS_GATEWAY_SECRET = url, secret
    with pytest.raises(ImproperlyConfigured):
        senders.GatewaySender()


def test_demo_sender_exists_only_in_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(ImproperlyConfigured):
        senders.DemoSender()


@pytest.mark.parametrize(("demo", "expected"), [(True, senders.DemoSender), (False, senders.ConsoleSender)])
def test_sender_without_a_word(settings, demo, expected):
    settings.SMS_SENDER, settings.DEMO = "", demo
    assert type(senders.sender()) is expected


def test_file_sender_appends(settings, tmp_path):
    settings.VAR = tmp_path
    sender = senders.FileSender()
    sender.send(PHONE, "一")
    sender.send(PHONE, "二")
    lines = (tmp_path / "messages.log").read_text().splitlines()
    assert [line.split("\t")[1:] for line in lines] == [[PHONE, "一"], [PHONE, "二"]]


def test_console_sender_writes_the_log(caplog):
    senders.ConsoleSender().send(PHONE, "验证码")
    assert f"{PHONE}: 验证码" in caplog.text


REAL = "1" + "3800000000"  # assembled, so that no number of a real range stands in the tree


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (REAL, REAL),
        ("+86" + REAL, REAL),
        ("0086 " + REAL, REAL),
        ("86" + REAL, REAL),
        (REAL[:3] + " " + REAL[3:7] + "-" + REAL[7:], REAL),
        (" 10088880001 ", PHONE),
    ],
)
def test_number_is_cleaned(typed, expected):
    assert clean_number(typed) == expected


@pytest.mark.parametrize(
    "typed", ["", None, "1", "12000000000", REAL + "0", REAL[:-1], "+1 202 555 0100", "１２"]
)
def test_number_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError, match="11 位手机号"):
        clean_number(typed)


def test_demo_number_is_refused_outside_the_demo(settings):
    settings.DEMO = False
    assert clean_number(REAL) == REAL
    with pytest.raises(ValidationError):
        clean_number(PHONE)
