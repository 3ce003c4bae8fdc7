"""Numbers of people: found however they are written; what only looks like one passes."""

import pytest
from stdnum import luhn
from stdnum.cn import ric

from core import personal
from core.personal import Kind


def resident(first17: str) -> str:
    return first17 + ric.calc_check_digit(first17 + "0")


def card(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


def whole(text):
    """Numbers are written here with a cut in them, so that none stands in the tree."""
    return text.replace("~", "")


MOBILE, OTHER = whole("138~00138000"), whole("139~00139000")
ID = resident("43010219900307123")
ID_X = next(number for n in range(999) if (number := resident(f"43010219900307{n:03}")).endswith("X"))
OLD_ID = "430102750307123"
CARD_16, CARD_19 = card("622202190201234"), card("622848033112345678")
VISA, MASTER = card("411111111111111"), card("520000000000000")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def spread(number, *sizes, by=" "):
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return by.join(pieces)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ID, Kind.RESIDENT_ID),
        (ID_X, Kind.RESIDENT_ID),
        (ID_X.lower(), Kind.RESIDENT_ID),
        (f"身份证号：{ID}。", Kind.RESIDENT_ID),
        (f"ID{ID}", Kind.RESIDENT_ID),
        (ID.translate(WIDE), Kind.RESIDENT_ID),
        (ID_X.translate(WIDE), Kind.RESIDENT_ID),
        (spread(ID, 6, 8, 4), Kind.RESIDENT_ID),
        (spread(ID, 6, 8, 4, by="-"), Kind.RESIDENT_ID),
        (spread(ID, 4, 4, 4, 4, 2), Kind.RESIDENT_ID),
        (spread(ID_X, 17, 1), Kind.RESIDENT_ID),
        (spread(ID, 6, 12, by="\u200b"), Kind.RESIDENT_ID),
        ("\u200d".join(ID), Kind.RESIDENT_ID),
        (" ".join(ID), Kind.RESIDENT_ID),
        (resident("11010119491001001"), Kind.RESIDENT_ID),
        (resident("81000019900101123"), Kind.RESIDENT_ID),
        (OLD_ID, Kind.RESIDENT_ID),
        (spread(OLD_ID, 6, 6, 3), Kind.RESIDENT_ID),
        (f"身份证{OLD_ID[:6]}250307123", Kind.RESIDENT_ID),
        ("138~00138000", Kind.MOBILE),
        ("电话138~00138000联系", Kind.MOBILE),
        ("tel138~00138000", Kind.MOBILE),
        ("138~00138000VX同号", Kind.MOBILE),
        ("+8613800138000", Kind.MOBILE),
        ("8613800138000", Kind.MOBILE),
        ("008613800138000", Kind.MOBILE),
        ("+86 138 0013 8000", Kind.MOBILE),
        ("(+86)138~00138000", Kind.MOBILE),
        ("86-138~00138000", Kind.MOBILE),
        ("138 0013 8000", Kind.MOBILE),
        ("138-0013-8000", Kind.MOBILE),
        ("138.0013.8000", Kind.MOBILE),
        ("138·0013·8000", Kind.MOBILE),
        ("138—0013—8000", Kind.MOBILE),
        ("1380 013 8000", Kind.MOBILE),
        ("138\u30000013\u30008000", Kind.MOBILE),
        ("138\u00a00013\u00a08000", Kind.MOBILE),
        ("138 00138000", Kind.MOBILE),
        ("1380013 8000", Kind.MOBILE),
        ("１３８００１３８０００", Kind.MOBILE),
        ("１３８－００１３－８０００", Kind.MOBILE),
        ("138\u200b0013\u200b8000", Kind.MOBILE),
        ("138\u00ad00138000", Kind.MOBILE),
        ("\ufeff138\u20600013\ufe0f8000", Kind.MOBILE),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", Kind.MOBILE),
        ("1 3 8 0 0 1 3 8 0 0 0", Kind.MOBILE),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", Kind.MOBILE),
        ("138~00138000-801", Kind.MOBILE),
        ("138~00138000元旦前", Kind.MOBILE),
        ("199~12345678", Kind.MOBILE),
        (CARD_16, Kind.BANK_CARD),
        (CARD_19, Kind.BANK_CARD),
        (VISA, Kind.BANK_CARD),
        (MASTER, Kind.BANK_CARD),
        (spread(CARD_16, 4, 4, 4, 4), Kind.BANK_CARD),
        (spread(CARD_19, 4, 4, 4, 4, 3), Kind.BANK_CARD),
        (spread(CARD_19, 6, 13), Kind.BANK_CARD),
        (spread(VISA, 4, 4, 4, 4, by="-"), Kind.BANK_CARD),
        (CARD_19.translate(WIDE), Kind.BANK_CARD),
        ("\u200b".join(CARD_16), Kind.BANK_CARD),
        (f"卡号：{CARD_19}", Kind.BANK_CARD),
    ],
)
def test_number_of_a_person_is_found_and_masked(text, kind):
    text = whole(text)
    found = personal.find(text)
    assert [hit.kind for hit in found] == [kind]
    assert personal.find(personal.mask(text)) == []
    assert found[0].masked.count("*") == len(found[0].digits) - sum(personal._KEPT[kind])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12317",
        "12345",
        "400-138-0013",
        "400 1380 0138",
        "800-820-8820",
        "4001380013",
        "0731-84212345",
        "(0731) 84212345",
        "0731-8421-2345",
        "010-62001234",
        "021 5888 1234 转 801",
        "0731-84212345-13",
        "12,500,000",
        "13,800,138,000 元",
        "138~00138000元",
        "15600000000.00",
        "13 800 138 000",
        "138001380 万元",
        "湘扶领办发〔2020〕4号",
        "20200916",
        "2020-09-16 08:30:15",
        "2020.09.16-2020.10.17",
        "150 20200916",
        "1560000 2020",
        "138 2019 2020",
        "430~000202009160001",
        "43000020200001",
        "4300002020000123",
        "430102",
        "430102001",
        "10000000001",
        "10012345678",
        "12800138000",
        "1380013800",
        "138001380001",
        "2013800138000",
        "a138~00138000f1",
        "ZS138~00138000",
        "13 14 15 16 17 18 19",
        "91430100MA4L12345X",
        "91430100183888888Q",
        "12430000006123456X",
        ID[:-1] + str((int(ID[-1]) + 1) % 10) if ID[-1] != "X" else ID[:-1] + "1",
        ID + "1",
        "1" + ID,
        resident("43010221900307123"),
        resident("43010219901307123"),
        resident("43010219900230123"),
        resident("99010219900307123"),
        OLD_ID + "1",
        "430102751307123",
        "430102200916123",
        f"注册号：{OLD_ID}",
        "430181600000456",
        CARD_16[:-1] + str((int(CARD_16[-1]) + 1) % 10),
        card("812345678901234"),
        card("202009161234567"),
        CARD_19 + "12",
        "4100 5200 6300 1200 7700 8800",
        "6901234567892",
        "1600000000000",
        "192.168.100.200:8080",
        "3.14159265358979",
        "110.0000000000, 28.1234567890",
        "138~00138000kg",
    ],
)
def test_what_only_looks_like_one_passes(text):
    assert personal.find(whole(text)) == []


def test_span_leads_back_to_the_text_as_given():
    text = f"联系人\u200b甲：１３８\u200b００１３－８０００，证件 {ID}。"
    phone, identity = personal.find(text)
    assert text[phone.start : phone.end] == "１３８\u200b００１３－８０００"
    assert phone.masked == "１３８\u200b****－８０００"
    assert (phone.digits, identity.digits) == (MOBILE, ID)
    assert text[identity.start : identity.end] == ID
    assert (
        personal.mask(text)
        == f"联系人\u200b甲：１３８\u200b****－８０００，证件 {ID[:4]}{'*' * 12}{ID[-2:]}。"
    )


def test_several_numbers_in_one_line_are_all_found():
    text = f"{MOBILE} {OTHER}、{CARD_19} {ID} 150 2019 8000"
    assert [hit.digits for hit in personal.find(text)] == [
        MOBILE,
        OTHER,
        CARD_19,
        ID,
        "150" + "20198000",
    ]


def test_label_tells_a_credit_code_from_a_resident_id():
    assert personal.find(f"统一社会信用代码：{ID}") == []


@pytest.mark.parametrize(
    ("text", "kind"), [("430124" + "199001010000", Kind.RESIDENT_ID), ("6222021902012340000", Kind.BANK_CARD)]
)
def test_number_that_lost_its_last_digits_in_a_spreadsheet_still_counts(text, kind):
    assert [hit.kind for hit in personal.find(text, is_rounded=True)] == [kind]


def test_long_text_is_looked_through_in_linear_time():
    assert personal.find("1 " * 50_000) == []
    assert len(personal.find("九月，签约八份。" * 20_000 + MOBILE)) == 1
