import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core import sheets
from core.sheets import Column

COLUMNS = [
    Column("name", "名称"),
    Column("place.city", "地市"),
    Column("people", "人数", unit="人", kind=sheets.COUNT),
    Column("amount", "金额", unit="万元", kind=sheets.WAN),
    Column("held_on", "日期", kind=sheets.DATE),
]
ROW = {
    "name": "脐橙节",
    "place": {"city": "湘西州"},
    "people": 1200,
    "amount": Decimal("125000.00"),
    "held_on": date(2020, 9, 3),
}


def read_csv(text):
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def read_xlsx(data):
    return load_workbook(io.BytesIO(data)).active


def test_csv_carries_headings_units_and_plain_values():
    rows = read_csv("".join(sheets.write_csv(COLUMNS, [ROW])))
    assert rows == [
        ["名称", "地市", "人数（人）", "金额（万元）", "日期"],
        ["脐橙节", "湘西州", "1200", "12.5", "2020-09-03"],
    ]


def test_gap_is_an_empty_cell():
    assert read_csv("".join(sheets.write_csv(COLUMNS, [{}])))[1] == ["", "", "", "", ""]


def test_xlsx_has_title_notes_table_and_footer_in_order():
    stream = io.BytesIO()
    sheets.write_xlsx(stream, COLUMNS, [ROW], title="统计表", notes=["单位：湘西州"], footer=["联系人："])
    cells = [[cell.value for cell in row] for row in read_xlsx(stream.getvalue()).iter_rows()]
    assert cells[0][0] == "统计表"
    assert cells[1][0] == "单位：湘西州"
    assert cells[2] == ["名称", "地市", "人数（人）", "金额（万元）", "日期"]
    assert cells[3] == ["脐橙节", "湘西州", 1200, 12.5, datetime(2020, 9, 3)]
    assert cells[4][0] == "联系人："


@pytest.mark.parametrize("start", ["=1+1", "+86", "-2", "@sum", "\t=1", "\r=1", "  =1", "＝1", "＠a"])
def test_formula_in_text_stays_text(start):
    cell = read_csv("".join(sheets.write_csv(COLUMNS[:1], [{"name": start}])))[1][0]
    assert cell == f"'{start}"
    stream = io.BytesIO()
    sheets.write_xlsx(stream, COLUMNS[:1], [{"name": start}])
    assert read_xlsx(stream.getvalue())["A2"].data_type == "s"


def test_formula_in_title_and_heading_stays_text():
    stream = io.BytesIO()
    sheets.write_xlsx(stream, [Column("name", "=1+1")], [], title="=2+2", notes=["=3"], footer=["=4"])
    assert [cell.data_type for cell in read_xlsx(stream.getvalue())["A"]] == ["s", "s", "s", "s"]


def test_negative_number_is_not_text():
    column = Column("change", "增减", kind=sheets.COUNT)
    assert read_csv("".join(sheets.write_csv([column], [{"change": -5}])))[1] == ["-5"]


@given(text=st.text(max_size=60))
def test_no_csv_cell_begins_a_formula(text):
    cell = sheets.neutral(text)
    assert not sheets.is_formula(cell)


def test_text_beyond_excels_limit_is_cut_not_lost():
    stream = io.BytesIO()
    sheets.write_xlsx(stream, COLUMNS[:1], [{"name": "长" * 40_000}])
    assert len(read_xlsx(stream.getvalue())["A2"].value) == sheets.EXCEL_TEXT_LIMIT


def test_link_in_text_stays_text():
    stream = io.BytesIO()
    sheets.write_xlsx(stream, COLUMNS[:1], [{"name": "http://127.0.0.1/"}])
    assert read_xlsx(stream.getvalue())["A2"].hyperlink is None


def test_column_by_function_and_time_in_the_sites_zone():
    def day(row):
        return row

    column = Column(day, "日", kind=sheets.DATE)
    assert column.value(datetime(2020, 9, 2, 17, 0, tzinfo=UTC)) == date(2020, 9, 3)
    assert column.name == "day"


def test_time_in_a_text_column_is_readable():
    assert Column("at", "时间").value({"at": datetime(2020, 9, 2, 17, 5, tzinfo=UTC)}) == "2020-09-03 01:05"


def test_records_for_the_api():
    assert list(sheets.records(COLUMNS[:3], [ROW])) == [
        {"name": "脐橙节", "place.city": "湘西州", "people": 1200}
    ]


def test_csv_response_streams():
    drawn = []

    def rows():
        for number in range(3):
            drawn.append(number)
            yield {"name": str(number)}

    response = sheets.csv_response("统计表.csv", COLUMNS[:1], rows())
    assert drawn == []
    assert b"".join(response.streaming_content).decode().count("\r\n") == 4
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E7%BB%9F%E8%AE%A1%E8%A1%A8.csv"
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_xlsx_response():
    response = sheets.xlsx_response("a.xlsx", COLUMNS, [ROW], title="统计表")
    assert response["Content-Type"] == sheets.XLSX
    assert response["Content-Disposition"] == 'attachment; filename="a.xlsx"'
    assert read_xlsx(response.content)["A3"].value == "脐橙节"
