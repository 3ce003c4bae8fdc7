from tests.house import states


def test_drawn_states_are_those_of_the_code():
    assert states.PAGE.read_text(encoding="utf-8") == states.drawn()
