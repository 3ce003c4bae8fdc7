from tests.house import columns


def test_described_columns_are_those_of_the_code():
    assert columns.PAGE.read_text(encoding="utf-8") == columns.described()
