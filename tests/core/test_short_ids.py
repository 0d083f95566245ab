"""Numbers of 18 digits that stand for ids."""

from uuid import UUID

from amends.core.short_ids import short_id


def test_a_short_id_is_a_number_of_18_digits_made_of_the_last_59_bits() -> None:
    assert short_id(UUID("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000")) == 522756650307223552
    assert short_id(UUID("0199aaaa-bbbb-7ccc-a000-000000000001")) == 100000000000000001
    assert (short_id(UUID(int=0)), short_id(UUID(int=2**128 - 1))) == (100000000000000000, 676460752303423487)
