import pytest

from amends.core.orders.folding import fold
from amends.core.orders.kinds import Tracking
from amends.core.orders.parcels import Parcel, ParcelsMissing, check_parcels
from amends.core.orders.refusals import CharacterForbidden, FieldTooLong
from amends.core.orders.tracking import order_tracking

T = Tracking


@pytest.mark.parametrize(
    ("parcels", "word"),
    [
        ([], T.NONE),
        ([T.DELIVERED, T.DELIVERED], T.DELIVERED),
        ([T.DELIVERED, T.IN_TRANSIT], T.IN_TRANSIT),
        ([T.IN_TRANSIT, T.EXPIRED], T.EXPIRED),
        ([T.EXPIRED, T.RETURNED], T.RETURNED),
        ([T.RETURNED, T.ALERT, T.DELIVERED], T.ALERT),
    ],
)
def test_the_order_says_what_its_parcel_in_most_trouble_says(parcels, word):
    assert order_tracking(parcels) is word


def test_a_dispatch_names_each_parcel_once():
    check_parcels([Parcel()])
    check_parcels([Parcel(tracking_number="LP1"), Parcel(tracking_number="LP2")])
    with pytest.raises(ParcelsMissing):
        check_parcels([])
    with pytest.raises(ParcelsMissing):
        check_parcels([Parcel(tracking_number="LP1"), Parcel(tracking_number="LP1", method="air")])
    with pytest.raises(FieldTooLong):
        check_parcels([Parcel(tracking_number="x" * 121)])
    with pytest.raises(CharacterForbidden):
        check_parcels([Parcel(tracking_number="LP\x00")])


@pytest.mark.parametrize(
    ("text", "folded"),
    [("  SKU-1 ", "sku-1"), ("Straße", "strasse"), ("ＳＫＵ－１", "sku-1"), ("ﬁne", "fine"), ("É", "é"), ("É", "é")],
)
def test_folding_ignores_case_width_and_blanks(text, folded):
    assert fold(text) == folded
