import hashlib
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from catalog.importing import actions, check, exports
from catalog.importing.check import MOST_ERRORS
from core.errors import Refused

SHOWN_ERRORS = 50
PARTS = {"check": "checked", "write": "written", "search": "in the search", "change": "changed"}


class Command(BaseCommand):
    help = (
        "Moves an existing product directory in (CSV or XLSX; columns in docs/import.md), all of the file or nothing."
        " --template FILE writes an empty table."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="the .csv or .xlsx")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--update",
            action="store_true",
            help="let rows whose product is there change that product's facts",
        )
        parser.add_argument("--errors", metavar="CSV", help="write the errors into this file too")
        parser.add_argument(
            "--template", metavar="FILE", help="write an empty table (.csv or .xlsx) and stop"
        )
        parser.add_argument(
            "--recover",
            action="store_true",
            help="end a killed run now: hidden rows go, public ones enter the search",
        )
        parser.add_argument(
            "--by", metavar="PHONE", help="the account on whose behalf; without it, the system"
        )

    def handle(self, *, file, **options):
        if options["template"]:
            exports.write_template(Path(options["template"]))
            return
        if options["recover"]:
            for batch in actions.recover(at_once=True):
                self.stdout.write(f"{batch.name}: ended")
        if file:
            self._move_in(Path(file), options)
        elif not options["recover"]:
            raise CommandError("Which file? (or --template FILE, or --recover)")

    def _move_in(self, path, options):
        if not path.is_file():
            raise CommandError(f"There is no file {path.name}.")
        started = time.monotonic()
        if options["dry_run"]:
            report = check.check(
                path, may_update=options["update"], tell=lambda done: self._tell("check", done, 0)
            ).report
            self._say(report, options)
            return
        by = User.objects.filter(phone=options["by"]).first() if options["by"] else None
        if options["by"] and by is None:
            raise CommandError("No account has this number.")
        try:
            batch = actions.open_batch(
                name=path.name, sha256=_sha256(path), by=by, may_update=options["update"]
            )
            checked = actions.judge(batch, path, tell=self._tell)
            self._say(checked.report, options)
            actions.move_in(batch, checked, by=by, tell=self._tell)
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"done in {time.monotonic() - started:.0f} s")

    def _tell(self, part, done, total):
        of = f" of {total}" if total else ""
        self.stdout.write(f"{done}{of} {PARTS[part]}")

    def _say(self, report, options):
        """What the check found. Raises CommandError when there are errors."""
        for line in exports.summary(report):
            self.stdout.write(line)
        for row, sentence in report.notes[:SHOWN_ERRORS]:
            self.stdout.write(exports.place_of(row, "", "") + sentence)
        if not report.error_count:
            return
        for row, column, heading, value, sentence in report.errors[:SHOWN_ERRORS]:
            said = f"（{value}）" if value else ""
            self.stderr.write(f"{exports.place_of(row, column, heading)}{sentence}{said}")
        if options["errors"]:
            with open(options["errors"], "w", encoding="utf-8", newline="") as file:
                file.writelines(exports.error_lines(report.errors))
        hint = f"；前 {MOST_ERRORS} 条见 --errors" if report.error_count > SHOWN_ERRORS else ""
        raise CommandError(f"{report.error_count} 处错误，没有写入任何内容{hint}")


def _sha256(path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while some := file.read(1 << 20):
            digest.update(some)
    return digest.hexdigest()
