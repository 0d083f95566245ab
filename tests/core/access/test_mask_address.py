import pytest

from amends.core.access import mask_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("merchant@demo.example", "m•••••t@d•••.example"),
        ("al@demo.example", "a•••••@d•••.example"),
        ("a@b.example", "a•••••@b•••.example"),
        ("somebody.with.a.long.name@mail.shop.co.uk", "s•••••e@m•••.uk"),
        ("root@localhost", "r•••••t@•••"),
    ],
)
def test_a_masked_address_hints_at_its_ends_and_keeps_its_top_domain(address: str, shown: str) -> None:
    assert mask_address(address) == shown


def test_the_length_of_a_name_stays_hidden() -> None:
    assert mask_address("mat@x.example") == mask_address("moderat@x.example")
