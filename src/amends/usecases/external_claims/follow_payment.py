"""A claim goes where its payment belongs, from wherever a person had put it: the payment is what happened."""

from datetime import datetime

from amends.core.access import SYSTEM, Actor
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.pages import by_payment
from amends.usecases.external_claims.dismiss_claim import wait_again
from amends.usecases.external_claims.ground import Places, leave, place

_ELSEWHERE = "Its payment belongs elsewhere."


def follow_payment(claim: ExternalClaim, places: Places, *, actor: Actor, now: datetime) -> bool:
    """Puts a locked claim where the payment that its news name belongs; False if none is known or it stands by one.

    What a person said of it before, a match elsewhere or that it concerns nothing here, is taken back, in its history
    and in the trail it leaves. `restand_ground` then says what is so at each of the places.
    """
    if places.meant is None or by_payment(claim):
        return False
    if claim.dismissed_at is not None:
        wait_again(claim, actor=SYSTEM, now=now)
    stands = places.of(claim)
    if stands is not None and stands is not places.meant:
        leave(claim, stands, actor=SYSTEM, now=now, words=_ELSEWHERE)
    place(claim, places.meant, places.payment, actor=actor, now=now)
    return True
