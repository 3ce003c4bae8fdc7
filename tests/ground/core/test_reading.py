"""What stands in files, with its place; what cannot be read is named."""

import io
import struct

import pytest
from django.utils import translation
from openpyxl import Workbook
from openpyxl.comments import Comment
from pypdf import PdfReader, PdfWriter

from core import personal, reading
from core.reading import Reason, workbook
from core.reading import reading as bounds
from tests.factories.core import office, old_office, pdf, pdf_of, picture


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def mobile(head, last=0):
    """A mobile number, put together so that none stands in the tree."""
    return f"{head}00{head}00{last}"


MOBILE, OTHER = mobile(138), mobile(139)
ID_AS_KEPT = "430124" + "199001010000"


def found(data):
    """(place, digits) of every number in a file, each once."""
    pieces = reading.read(data).pieces
    return sorted(
        {
            (reading.place_words(piece.place), hit.digits)
            for piece in pieces
            for hit in personal.find(piece.text, is_rounded=piece.is_rounded)
        }
    )


def gaps(data):
    return [(place, reason) for place, reason in reading.read(data).gaps]


def paragraph(*runs):
    inside = "".join(f"<w:r><w:rPr><w:b/></w:rPr><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{inside}</w:p>"


def word(body, **parts):
    extra = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    extra |= {f"word/{name}.xml": f"<w:part {W}>{text}</w:part>" for name, text in parts.items()}
    return office("docx", extra)


def book(fill):
    wanted = Workbook()
    fill(wanted, wanted.active)
    out = io.BytesIO()
    wanted.save(out)
    return out.getvalue()


def test_pdf_is_read_page_by_page():
    data = pdf_of(
        "Nine counties signed eight contracts in the hall", f"Call {MOBILE}\nor 138 0013 9000 today, please"
    )
    assert found(data) == [("page 2", MOBILE), ("page 2", "138" + "00139000")]
    assert gaps(data) == []


def test_scan_is_named_with_its_page():
    data = pdf_of("A page of words that is long enough to be read", "3", picture_pages=[2])
    assert gaps(data) == [(("page", 2), Reason.PICTURE)]


def test_locked_pdf_is_named_and_one_that_opens_without_a_password_is_read():
    def locked(user):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(f"Call {MOBILE}"))))
        writer.encrypt(user, "owner", algorithm="RC4-128")
        out = io.BytesIO()
        writer.write(out)
        return out.getvalue()

    assert gaps(locked("secret")) == [(("file",), Reason.LOCKED)]
    assert found(locked("")) == [("page 1", MOBILE)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(), Reason.BROKEN),
        (pdf_of("words")[:-8], Reason.BROKEN),
        (office("docx")[:-30], Reason.BROKEN),
        (office("docx", {"word/document.xml": b"\x00" * 60_000_000}), Reason.TOO_LARGE),
        (b"\x00\x01\x02" * 100, Reason.FORMAT),
        (picture(), Reason.FORMAT),
        (office("docx", {"word/media/image1.png": picture()}), Reason.PICTURE),
        (old_office([("WordDocument", bytes(4096))]), Reason.FORMAT),
        (b"a" * (20 * 1024 * 1024 + 1), Reason.TOO_LARGE),
    ],
)
def test_what_cannot_be_read_is_named(data, reason):
    assert gaps(data) == [(("file",), reason)]


def test_number_split_over_runs_is_one_number():
    assert found(word(paragraph("没有") + paragraph("电话138", "0013", "8000"))) == [("paragraph 2", MOBILE)]


def test_headers_notes_comments_and_text_boxes_of_a_document_are_read():
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(mobile(139, 1))}</w:txbxContent></w:pict></w:r></w:p>"
    data = word(
        box,
        header1=paragraph(mobile(139, 2)),
        footer1=paragraph(mobile(139, 3)),
        footnotes=paragraph(mobile(139, 4)),
        comments=paragraph(mobile(139, 5)),
    )
    assert [place for place, _number in found(data)] == [
        "comment",
        "footer",
        "footnote",
        "header",
        "paragraph 1",
    ]


def test_links_and_properties_are_read():
    rels = f'<Relationships><Relationship TargetMode="External" Target="tel:{MOBILE}"/></Relationships>'
    data = office(
        "docx",
        {
            "word/document.xml": f"<w:document {W}/>",
            "word/_rels/document.xml.rels": rels,
            "docProps/core.xml": f"<core><creator>张 {OTHER}</creator></core>",
        },
    )
    assert [number for _place, number in found(data)] == [MOBILE, OTHER]


def test_document_inside_a_document_is_read_and_what_is_strange_there_is_named():
    inner = word(paragraph(MOBILE))
    data = office("docx", {"word/embeddings/a.docx": inner, "word/embeddings/b.bin": b"x"})
    assert found(data) == [("paragraph 1", MOBILE)]
    assert gaps(data) == [(("inside", "b.bin"), Reason.FORMAT)]


def test_cells_are_read_with_sheet_and_address_also_hidden_ones():
    def fill(wanted, sheet):
        sheet.title = "名单"
        sheet["B7"] = f"电话{MOBILE}"
        sheet["C8"] = int(OTHER)
        sheet["D9"] = 12_500_000
        hidden = wanted.create_sheet("底稿")
        hidden.sheet_state = "hidden"
        hidden["A1"] = "138 0013 9000"
        sheet["E1"].comment = Comment(f"找{mobile(137)}", "甲")
        sheet.oddFooter.center.text = mobile(136)

    places = {number: place for place, number in found(book(fill))}
    assert places == {
        MOBILE: "sheet “名单”, cell B7",
        OTHER: "sheet “名单”, cell C8",
        "138" + "00139000": "sheet “底稿”, cell A1",
        mobile(137): places[mobile(137)],
        mobile(136): "footer",
    }
    assert "comment" in places[mobile(137)]


def test_resident_number_kept_as_a_float_is_found():
    sheet = (
        '<worksheet><sheetData><row><c r="A2"><v>4.3012419900101E+17</v></c></row></sheetData></worksheet>'
    )
    data = office("xlsx", {"xl/worksheets/sheet1.xml": sheet})
    assert found(data) == [("sheet “sheet1”, cell A2", ID_AS_KEPT)]


def test_shared_string_of_several_runs_is_one_number():
    strings = "<sst><si><r><t>138</t></r><r><t>00138000</t></r><rPh><t>1</t></rPh></si></sst>"
    sheet = '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>'
    data = office("xlsx", {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet})
    assert found(data) == [("sheet “sheet1”, cell A1", MOBILE)]


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("4.3012419900101E+17", ID_AS_KEPT),
        ("1.3800138E10", MOBILE),
        (MOBILE, MOBILE),
        (f"{MOBILE}.0", MOBILE),
        ("0.5", "0.5"),
        ("1e999", "1e999"),
        ("NaN.", "NaN."),
    ],
)
def test_number_is_written_out(kept, written):
    assert workbook.as_digits(kept) == written


def test_slides_and_their_notes_are_read():
    def words(number):
        return f"<p {A}><a:p><a:r><a:t>{number[:5]}</a:t></a:r><a:r><a:t>{number[5:]}</a:t></a:r></a:p></p>"

    data = office(
        "pptx",
        {"ppt/slides/slide3.xml": words(MOBILE), "ppt/notesSlides/notesSlide2.xml": words(OTHER)},
    )
    assert found(data) == [("notes of slide 2", OTHER), ("slide 3", MOBILE)]


def test_old_word_file_is_read_as_far_as_words_stand_plainly():
    words = "会议纪要，联系电话１３８００１３８０００，".encode("utf-16-le") + b"or 13900139000."
    data = old_office([("WordDocument", (bytes(512) + words).ljust(4608, b"\x00"))])
    assert [number for _place, number in found(data)] == [MOBILE, OTHER]
    assert gaps(data) == []


def test_old_workbook_gives_the_numbers_of_its_cells():
    cell = struct.pack("<HHHHHd", 0x0203, 14, 4, 1, 0, 13800138000.0)
    data = old_office([("Workbook", cell.ljust(4096, b"\x00"))])
    assert found(data) == [("sheet “0”, cell B5", MOBILE)]


def test_text_file_is_read_by_line_in_either_encoding():
    assert found(f"姓名,电话\n甲,{MOBILE}\n".encode("gb18030")) == [("line 2", MOBILE)]


def test_reading_stops_when_its_time_is_up(monkeypatch):
    monkeypatch.setattr(bounds, "SECONDS", -1)
    assert gaps(word(paragraph(MOBILE))) == [(("file",), Reason.TOO_SLOW)]
    assert gaps(pdf_of(f"Call {MOBILE}")) == [(("file",), Reason.TOO_SLOW)]


def test_entity_bomb_ends_as_damaged():
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<!DOCTYPE d [<!ENTITY e0 "1380013800">{levels}]><d><p>&e9;</p></d>'
    data = office("docx", {"word/document.xml": xml})
    assert [reason for _place, reason in gaps(data)] in (
        [Reason.BROKEN],
        [Reason.TOO_LARGE],
        [Reason.TOO_SLOW],
    )
