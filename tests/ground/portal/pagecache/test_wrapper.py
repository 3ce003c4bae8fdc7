import gzip
import threading
import time

import brotli
import pytest

from portal.pagecache import keys, stores, wrapper
from tests.ground.portal.pagecache.conftest import PUBLIC, WORDS, Site, ask


def test_page_is_built_once_until_something_public_changes(kept, site, change):
    assert ask(kept).body == ask(kept).body
    assert len(site.asked) == 1
    change()
    assert ask(kept).body.startswith(b"2 ")
    assert len(site.asked) == 2


def test_two_workers_share_what_one_built(kept, site, store, change):
    other = wrapper.PageCache(site, store)
    ask(kept)
    assert ask(other).body == ask(kept).body
    change()
    assert ask(other).body == ask(kept).body
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "one, other",
    [
        ({"host": "a.test"}, {"host": "b.test"}),
        ({"path": "/"}, {"path": "/en/"}),
        ({}, {"cookie": "elder=1"}),
        ({"scheme": "http"}, {"scheme": "https"}),
        ({}, {"query": "page=2"}),
        ({"query": "page=2"}, {"query": "page=3"}),
    ],
)
def test_pages_that_differ_are_kept_apart(kept, one, other):
    assert ask(kept, **one).body != ask(kept, **other).body
    assert ask(kept, **one).body.startswith(b"1 ")


@pytest.mark.parametrize(
    "query",
    ["utm_source=x", "page=", "%ff%00=1", "&&&=", "page", "nonsense[]=1&isappinstalled=0", "a=" + "b" * 3000],
)
def test_junk_makes_no_page_of_its_own(kept, site, query):
    first = ask(kept)
    assert ask(kept, query=query).body == first.body
    assert len(site.asked) == 1


def test_order_of_parameters_makes_no_difference(kept, site):
    ask(kept, query="page=2&region=430000")
    ask(kept, query="region=430000&x=1&page=2")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "elder=1; sessionid=abc"},
        {"cookie": "messages=abc"},
        {"method": "POST"},
        {"range": "bytes=0-10"},
        {"authorization": "Basic x"},
        {"path": "/desk/"},
        {"path": "/cms/pages/3/view_draft/"},
        {"path": "/account/login/"},
        {"path": "/documents/1/x.pdf"},
    ],
)
def test_request_that_is_somebodys_own_passes_by(kept, site, request_):
    ask(kept, **request_)
    ask(kept, **request_)
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"more": [("Set-Cookie", "csrftoken=x")]},
        {"status": "404 Not Found"},
        {"status": "301 Moved Permanently"},
        {"headers": [("Content-Type", "text/html")]},
        {"headers": [("Cache-Control", "private, no-cache")]},
        {"more": [("Content-Disposition", "attachment; filename=x.csv")]},
        {"body": b'<input name="csrfmiddlewaretoken" value="x">' + WORDS.encode()},
        {"body": b"x" * (wrapper.LARGEST + 1)},
    ],
)
def test_answer_that_is_not_anybodys_is_never_kept(kept, site, store, changes):
    site.changes = changes
    first, second = ask(kept), ask(kept)
    assert len(site.asked) == 2
    assert first.code == second.code == int(changes.get("status", "200")[:3])
    site.changes = {}
    assert ask(wrapper.PageCache(site, store)).body.startswith(b"3 ")


def test_streaming_answer_is_never_kept(kept, site):
    class Stream(list):
        streaming = True

    site.changes = {"body": Stream([b"1", b"2"])}
    assert [ask(kept).body, ask(kept).body] == [b"12", b"12"]
    assert len(site.asked) == 2


def test_builder_is_asked_without_what_is_one_readers(kept, site):
    ask(kept, cookie="elder=1; other=2; csrftoken=3", accept_encoding="br", if_none_match='"1"')
    (asked,) = site.asked
    assert asked["HTTP_COOKIE"] == "elder=1; csrftoken=3"
    assert "HTTP_ACCEPT_ENCODING" not in asked
    assert "HTTP_IF_NONE_MATCH" not in asked


def test_each_reader_gets_the_form_they_accept(kept, site):
    plain, packed, zipped = (ask(kept, accept_encoding=how) for how in ("", "gzip, br", "gzip;q=1, br;q=0"))
    assert packed.headers["content-encoding"] == "br"
    assert zipped.headers["content-encoding"] == "gzip"
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body
    assert len({answer.headers["etag"] for answer in (plain, packed, zipped)}) == 3
    assert all(
        int(answer.headers["content-length"]) == len(answer.body) for answer in (plain, packed, zipped)
    )
    assert len(site.asked) == 1


@pytest.mark.parametrize("how", ["", "br", "gzip"])
def test_reader_who_has_the_page_gets_304(kept, change, how):
    had = ask(kept, accept_encoding=how)
    again = ask(kept, accept_encoding=how, if_none_match=had.headers["etag"])
    assert (again.code, again.body) == (304, b"")
    assert again.headers["cache-control"] == PUBLIC[1]
    change()
    assert ask(kept, accept_encoding=how, if_none_match=had.headers["etag"]).code == 200


def test_head_has_the_headers_of_get_and_no_body(kept):
    had = ask(kept)
    head = ask(kept, method="HEAD")
    assert (head.headers, head.body) == (had.headers, b"")


def test_pages_turn_over_at_midnight_of_the_sites_place(kept, site, monkeypatch):
    before, after = 1_600_012_799, 1_600_012_801  # 2020-09-13 23:59:59 and 2020-09-14 00:00:01 in Shanghai
    days = []
    for moment in (before, before, after):
        monkeypatch.setattr(keys.time, "time", lambda moment=moment: moment)
        monkeypatch.setattr(keys, "_day", ["", 0.0])
        monkeypatch.setattr(keys, "datetime", _at(moment))
        days.append(keys.today())
        ask(kept)
    assert days == ["2020-09-13", "2020-09-13", "2020-09-14"]
    assert len(site.asked) == 2


def _at(moment):
    class Clock(keys.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromtimestamp(moment, tz)

    return Clock


def test_new_release_finds_no_page_of_the_old_one(site, store, db):
    for release in ("old", "new"):
        ask(wrapper.PageCache(site, store, release))
    assert len(site.asked) == 2


class SlowSite(Site):
    """Takes its time, so that others arrive meanwhile."""

    def __call__(self, environ, start_response):
        time.sleep(0.15)
        return super().__call__(environ, start_response)


@pytest.mark.django_db
def test_sixteen_cold_requests_build_once(store, monkeypatch):
    monkeypatch.setattr(wrapper.PageCache, "_version", lambda self: 1)
    site = SlowSite()
    workers = [wrapper.PageCache(site, store) for _ in range(2)]
    bodies = []
    threads = [
        threading.Thread(target=lambda n=n: bodies.append(ask(workers[n % 2]).body)) for n in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(site.asked) == 1
    assert len(bodies) == 16
    assert len(set(bodies)) == 1


def test_who_waited_too_long_gets_the_former_page(kept, site, store, change, monkeypatch):
    monkeypatch.setattr(wrapper, "PATIENCE", 0.01)
    ask(kept)
    change()
    with store.lock(_key()) as mine:
        assert mine
        assert ask(kept).body.startswith(b"1 ")
    assert ask(kept).body.startswith(b"2 ")


def test_who_waited_too_long_for_a_new_page_builds_it(kept, site, store, monkeypatch):
    monkeypatch.setattr(wrapper, "PATIENCE", 0.01)
    with store.lock(_key()):
        assert ask(kept).body.startswith(b"1 ")


def _key():
    return keys.key_of(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a.test", "wsgi.url_scheme": "http"}
    )


def test_page_nobody_announced_is_built_anew_after_its_life(kept, site, monkeypatch):
    ask(kept)
    monkeypatch.setattr(wrapper, "LIFE", 0)
    ask(kept)
    assert len(site.asked) == 2


def test_files_stay_within_their_limit(tmp_path, db):
    store = stores.FileStore(tmp_path, 20_000)
    kept = wrapper.PageCache(Site(), store)
    for number in range(2, 32):
        ask(kept, query=f"page={number}")
    store.make_room()
    assert 0 < sum(path.stat().st_size for path in tmp_path.glob("pages/*/*")) <= 20_000
    assert ask(kept).code == 200


@pytest.mark.redis
def test_pages_in_redis_stay_within_their_number(site, store, db, monkeypatch):
    if isinstance(store, stores.FileStore):
        return
    store.most = 10
    kept = wrapper.PageCache(site, store)
    for number in range(2, 32):
        ask(kept, query=f"page={number}")
    assert store.client.zcard(store.ORDER) <= 10
    assert len(store.client.keys(f"{store.PAGE}*")) == store.client.zcard(store.ORDER)


def test_damaged_file_is_as_good_as_none(site, tmp_path, db):
    store = stores.FileStore(tmp_path, 1_000_000)
    ask(wrapper.PageCache(site, store))
    for path in tmp_path.glob("pages/*/*"):
        path.write_bytes(path.read_bytes()[:-10])
    assert ask(wrapper.PageCache(site, store)).body.startswith(b"2 ")
