"""What is kept in the process is made again as soon as its version has changed, and not before."""

from core import kept, versions


def test_kept_is_made_once_for_a_version(db):
    made = []
    for _time in range(3):
        kept.get("rows", lambda: made.append(1))
    assert len(made) == 1


def test_kept_is_made_again_after_a_commit_that_the_public_sees(db):
    values = iter(("before", "after"))
    first = kept.get("rows", lambda: next(values))
    versions.bump("public")
    assert (first, kept.get("rows", lambda: next(values))) == ("before", "after")


def test_what_changes_while_it_is_made_is_made_again(db):
    values = iter(("before", "after"))

    def make():
        versions.bump("public")
        return next(values)

    kept.get("rows", make)
    assert kept.get("rows", lambda: next(values)) == "after"


def test_readers_cannot_fill_the_memory(db):
    for number in range(kept.MOST * 3):
        kept.get(("frame", f"host-{number}"), object)
    assert len(kept._kept["public"][1]) <= kept.MOST + 1
