import pytest

from amends.usecases.access.change_profile import ChangeProfile, UnknownTimeZone, change_profile
from tests.makers.people import NOW, owner


def test_a_person_chooses_their_name_and_clock(db: None) -> None:
    boss = owner()

    change_profile(ask=ChangeProfile(name="Ana R.", time_zone="Asia/Shanghai"), actor=boss.actor, now=NOW)

    boss.user.refresh_from_db()
    assert (boss.user.name, boss.user.time_zone) == ("Ana R.", "Asia/Shanghai")


def test_an_unknown_time_zone_changes_nothing(db: None) -> None:
    boss = owner()

    with pytest.raises(UnknownTimeZone):
        change_profile(ask=ChangeProfile(name="Ana R.", time_zone="Middle/Earth"), actor=boss.actor, now=NOW)

    boss.user.refresh_from_db()
    assert (boss.user.name, boss.user.time_zone) == ("Ana Ruiz", "")
