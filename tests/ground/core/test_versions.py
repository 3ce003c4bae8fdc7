import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from core import mirrors, versions
from core.models import VersionStep

NAME = "public"


@pytest.fixture(autouse=True)
def _from_nothing(request):
    """What the rows of the migrations and other tests have left says nothing here."""
    if marker := request.node.get_closest_marker("django_db"):
        request.getfixturevalue("transactional_db" if marker.kwargs.get("transaction") else "db")
        VersionStep.objects.all().delete()


@pytest.fixture(params=["files", pytest.param("redis", marks=pytest.mark.redis)])
def mirror(request, tmp_path, settings, monkeypatch):
    """The mirror switched on, of either kind, empty."""
    settings.VERSION_LIFE_SECONDS = 60
    if request.param == "files":
        made = mirrors.FileMirror(tmp_path / "versions", 60)
    else:
        made = mirrors.RedisMirror(settings.CACHES["default"]["LOCATION"], 60)
        made.client.flushdb()
    monkeypatch.setattr(mirrors, "_mirror", lambda: made)
    return made


def end_life(mirror):
    """What time does to a reading."""
    if isinstance(mirror, mirrors.FileMirror):
        Path(mirror.folder, f"{NAME}.version").write_text("1 0")
    else:
        mirror.client.delete(f"portal:version:{NAME}")


@pytest.mark.django_db(transaction=True)
def test_version_grows_with_each_bump_of_its_name_only():
    assert versions.current(NAME) == "0"
    versions.bump(NAME, "catalogue")
    first, other = int(versions.current(NAME)), versions.current("catalogue")
    versions.bump(NAME)
    assert int(versions.current(NAME)) > first > 0
    assert versions.current("catalogue") == other


@pytest.mark.django_db
def test_version_of_a_change_rolled_back_is_the_old_one():
    before = versions.current(NAME)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        versions.bump(NAME)
        raise ZeroDivisionError
    assert versions.current(NAME) == before


@pytest.mark.django_db
def test_change_after_a_look_is_seen_in_the_same_transaction():
    versions.bump(NAME)
    looked = int(versions.current(NAME))
    versions.bump(NAME)
    assert int(versions.current(NAME)) > looked


@pytest.mark.django_db
def test_bump_costs_one_query_however_many_names(django_assert_num_queries):
    with django_assert_num_queries(1):
        versions.bump(NAME)
    with django_assert_num_queries(1):
        versions.bump(NAME, "catalogue", "search")
    with django_assert_num_queries(0):
        versions.bump("search", NAME)


@pytest.mark.django_db(transaction=True)
def test_folding_leaves_one_row_a_name_and_the_same_version():
    for _ in range(3):
        versions.bump(NAME, "catalogue")
    before = versions.current(NAME), versions.current("catalogue")
    assert versions.fold() == 4
    assert (versions.current(NAME), versions.current("catalogue")) == before
    assert VersionStep.objects.count() == 2
    assert versions.fold() == 0


@pytest.mark.django_db(transaction=True)
def test_folding_goes_on_in_rounds(monkeypatch):
    monkeypatch.setattr(versions, "FOLDED_AT_ONCE", 3)
    for _ in range(4):
        versions.bump(NAME)
    before = versions.current(NAME)
    assert [versions.fold(), versions.fold(), versions.fold()] == [2, 1, 0]
    assert versions.current(NAME) == before


@pytest.mark.django_db(transaction=True)
def test_recent_version_is_the_committed_one_at_once(mirror, django_assert_num_queries):
    versions.bump(NAME)
    with django_assert_num_queries(0):
        assert versions.recent(NAME) == mirror.read(NAME)
    assert versions.recent(NAME) == versions.current(NAME)
    before = versions.recent(NAME)
    with transaction.atomic():
        versions.bump(NAME)
        assert versions.recent(NAME) == before
    assert int(versions.recent(NAME)) > int(before)


@pytest.mark.django_db(transaction=True)
def test_many_bumps_in_one_transaction_cost_one(mirror, django_assert_num_queries):
    with django_assert_num_queries(4), transaction.atomic():  # BEGIN, the row, COMMIT, the sum for the mirror
        for _ in range(3):
            versions.bump(NAME)
    first = versions.current(NAME)
    with transaction.atomic():
        versions.bump(NAME)
    assert int(versions.current(NAME)) > int(first)
    assert versions.recent(NAME) == versions.current(NAME)


@pytest.mark.django_db(transaction=True)
def test_bump_taken_back_by_a_savepoint_is_said_again(mirror):
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            versions.bump(NAME)
            raise ZeroDivisionError
        with transaction.atomic():
            versions.bump(NAME)
    assert versions.recent(NAME) == versions.current(NAME) != "0"


@pytest.mark.django_db
def test_version_is_right_again_when_the_process_died_before_it_mirrored(mirror):
    # Inside a test nothing commits, so the mirror is never told: as after a kill between commit and mirror.
    mirror.write(NAME, "1", is_news=True)
    versions.bump(NAME)
    assert versions.recent(NAME) == "1"
    mirror.life = -1
    mirror.write(NAME, "2", is_news=True) if isinstance(
        mirror, mirrors.FileMirror
    ) else mirror.client.flushdb()
    mirror.life = 60
    assert versions.recent(NAME) == versions.current(NAME)


def test_mirror_never_goes_back_while_it_lives(mirror):
    mirrors.advance(NAME, "7")
    mirrors.advance(NAME, "5")
    mirrors.fill(NAME, "4")
    assert mirrors.read(NAME) == "7"
    mirrors.advance(NAME, "8")
    assert mirrors.read(NAME) == "8"


def test_mirror_dies_after_its_life_and_when_the_clock_was_set_back(tmp_path, monkeypatch):
    mirror = mirrors.FileMirror(tmp_path, 2)
    mirror.write(NAME, "3", is_news=True)
    assert mirror.read(NAME) == "3"
    now = mirrors.time.time()
    for moment in (now + 3, now - 3600):
        monkeypatch.setattr(mirrors.time, "time", lambda moment=moment: moment)
        assert mirror.read(NAME) is None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_transaction_that_commits_late_changes_the_version_too():
    late, seen = threading.Event(), threading.Event()

    def commit_late():
        with transaction.atomic():
            versions.bump(NAME)
            late.set()
            seen.wait(10)
        connection.close()

    thread = threading.Thread(target=commit_late)
    thread.start()
    late.wait(10)
    versions.bump(NAME)
    before = versions.current(NAME)
    # The fold meets only what is committed and waits for nobody.
    versions.bump(NAME)
    folded = versions.fold()
    between = versions.current(NAME)
    seen.set()
    thread.join(10)
    assert folded == 1
    assert int(before) < int(between) < int(versions.current(NAME))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_no_bump_is_lost_between_publishers_and_folds():
    steps, failures = [], []

    def publish():
        try:
            for _ in range(20):
                versions.bump(NAME, "catalogue")
                versions.fold()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    def remember(low, high):
        steps.append(low)
        return low

    threads = [threading.Thread(target=publish) for _ in range(4)]
    original, versions.random.randint = versions.random.randint, lambda low, high: remember(1, high)
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        versions.random.randint = original
    assert failures == []
    assert versions.current(NAME) == versions.current("catalogue") == "80"
    assert len(steps) == 160
