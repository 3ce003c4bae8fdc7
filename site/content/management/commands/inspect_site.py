import json

from django.core.management.base import BaseCommand

from content import inspection
from content.inspection.findings import Check


class Command(BaseCommand):
    help = "Looks at every public page, link, picture and file as an inspector would, and tells what to mend."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, **options):
        result = inspection.run(self._progress if options["verbosity"] > 1 else lambda done, total: None)
        if options["json"]:
            self._print_json(result)
            return
        for check in Check:
            count = result.counts.get(check.value, 0)
            self.stdout.write(f"{check.label}: {count}")
            for finding in result.findings:
                if finding["check"] == check.value:
                    self.stdout.write(f"  {finding['title']}: {finding['words']}  {finding['mend_url']}")

    def _progress(self, done, total):
        self.stderr.write(f"{done} / {total}")

    def _print_json(self, result):
        values = {"counts": result.counts, "findings": result.findings, "outside": result.outside}
        values |= {"looked_at": result.looked_at, "finished_at": result.finished_at.isoformat()}
        self.stdout.write(json.dumps(values, ensure_ascii=False, indent=2))
