"""What people do, each as they do it: by pressing what the pages show."""

import io
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
from PIL import Image, ImageDraw

from tests.browsing import note_stranger

SALES = 8  # the column of the form that says what was sold, counted from the name's


@dataclass
class Report:
    """What a clerk types."""

    title: str
    amount: str = "12.5"
    day: date = field(default_factory=lambda: date.today() - timedelta(days=2))
    body: str = "合作社与三家机关食堂签订供货意向，现场销售猕猴桃与腊肉。"
    kind: str = "产销对接"


def listen(page, complaints):
    """Write down what the browser complains about: strangers, broken scripts, refused content."""
    page.on("request", lambda request: note_stranger(request.url, complaints))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("console", lambda message: _note(page, message, complaints))


def _note(page, message, complaints):
    # Chromium itself reports each answer of 4xx; those are asked for by the tests of refusals.
    if message.type == "error" and "Failed to load resource" not in message.text:
        complaints.append(f"{page.url}: {message.text}")


def sign_in(page, phone):
    """By number and the code that the demo shows on the page."""
    page.goto("/account/login/")
    page.fill("[name=login]", phone)
    page.click("form:has([name=login]) button.primary")
    enter_code(page)


def enter_code(page):
    """Read the code off the page and send it."""
    shown = page.locator(".notice.waiting").first.inner_text()
    code = re.search(r"(?<!\d)\d{6}(?!\d)", shown).group()
    page.fill("[name=code]", code)
    page.click("form:has([name=code]) button.primary")


def photo(number) -> dict:
    """A picture as a phone sends it; each number another one."""
    image = Image.new("RGB", (900, 600), (40 * number % 255, 120, 90))
    ImageDraw.Draw(image).ellipse((100, 80, 700 - 10 * number, 500), fill=(230, 200, 80))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return {"name": f"现场{number}.jpg", "mimeType": "image/jpeg", "buffer": stream.getvalue()}


def fill_report(page, report: Report):
    """Type a report into the form that is open."""
    page.fill("[name=title]", report.title)
    page.select_option("[name=kind]", label=report.kind)
    page.fill("[name=started_on]", report.day.isoformat())
    page.fill("[name=ended_on]", report.day.isoformat())
    page.fill("[name=place]", "县文化广场")
    page.fill("[name=body]", report.body)
    page.fill("[name=sales_amount_0]", report.amount)
    page.select_option("[name=sales_amount_1]", label="万元")
    page.fill("[name=people_covered]", "120")


def post_report(page, report: Report, *, numbers=(1, 2), scripts=True) -> int:
    """From the desk's green “+” to “submitted”, with pictures; returns the version's id."""
    page.goto("/desk/reports/")
    page.click("a.fab")
    fill_report(page, report)
    page.set_input_files("[name=pictures]", [photo(number) for number in numbers])
    if scripts:
        # With scripts pictures are sent at once, without them with the form.
        page.locator("[data-list=picture] img").nth(len(numbers) - 1).wait_for()
    return submit(page)


def submit(page) -> int:
    """Press “submit for review”; returns the id in the address of the page that follows."""
    page.click("button[name=submit]")
    page.wait_for_url(re.compile(r"/desk/reports/\d+/$"))
    return int(re.search(r"/reports/(\d+)/", page.url).group(1))


def open_task(page, title):
    """From the inbox to a task by its title."""
    page.goto("/desk/")
    if not page.locator(f"a:has-text('{title}')").count():
        page.goto(f"/desk/?words={title}")
    page.click(f"a:has-text('{title}')")
    page.wait_for_url(re.compile(r"/desk/(tasks|reports)/\d+/"))


def decide(page, outcome, words=""):
    """Press one of the two clear buttons of the open task."""
    if words:
        page.fill("[name=words]", words)
    page.click(f"button[name=outcome][value={outcome}]")
    page.wait_for_load_state()


def form_address(day: date, region) -> str:
    """The statistics form of a day's month and a region."""
    return f"/statistics/?from={day:%Y-%m}&to={day:%Y-%m}&region={region}"


def sold(page, day, region, name) -> Decimal:
    """What the form says a county sold, in 万元."""
    page.goto(form_address(day, region))
    text = cell(page, name).inner_text()
    return Decimal(text.replace(",", "").strip() or "0")


def cell(page, name, column=SALES):
    """A cell of the form: the row of this name, a column by its number."""
    row = page.locator("table.official tbody tr").filter(has=page.locator(f"th:has-text('{name}')")).first
    return row.locator("td").nth(column - 2)


def workbook_figure(page, day, region, name) -> Decimal:
    """The same cell in the XLSX that the page offers."""
    page.goto(form_address(day, region))
    with page.expect_download() as waiting:
        page.click("a[href*='xlsx/']")
    # The browser keeps a download under a name without an ending.
    sheet = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).active
    heading = next(row for row in sheet.iter_rows() if any("销售扶贫产品" in str(c.value) for c in row))
    column = next(c.column for c in heading if "销售扶贫产品" in str(c.value))
    row = next(row for row in sheet.iter_rows() if any(str(c.value).strip().endswith(name) for c in row))
    return Decimal(str(row[column - 1].value or 0)).quantize(Decimal("0.01"))
