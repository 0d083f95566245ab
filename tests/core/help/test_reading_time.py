import pytest

from amends.core.help.reading_time import minutes_to_read


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 1),
        ("word " * 200, 1),
        ("word " * 201, 2),
        ("don't re-open 12.88 " * 66, 1),
        ("字" * 400, 1),
        ("字" * 401, 2),
        ("纠纷单" * 100 + " refund" * 100, 2),
    ],
)
def test_two_hundred_words_or_four_hundred_characters_take_a_minute(text: str, minutes: int) -> None:
    assert minutes_to_read(text) == minutes
