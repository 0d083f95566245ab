"""What the policy lets a merchant ask for. For staff it is advice; they may depart from it with a reason."""

from collections.abc import Sequence

from amends.core.disputes.reasons import Wish
from amends.core.evidence.purposes import EvidenceMissing
from amends.core.orders.parts import Parts
from amends.core.policies.answers import Answer
from amends.core.policies.clauses import Need
from amends.core.policies.explain import Finding
from amends.core.policies.say import say_then
from amends.core.policies.tell import tell_finding
from amends.core.refusals import Refusal, Said, Words


class PolicyRefuses(Refusal):
    """The clause that counts grants nothing, or not yet, or no longer."""

    code = "policy.refuses"
    sentence = "%(why)s"
    field = "reason"


class WishNotGranted(Refusal):
    """The clause that counts grants something else than what is wished for."""

    code = "policy.wish_not_granted"
    sentence = "“%(clause)s” grants %(granted)s, not what you chose."
    kind = "invalid"
    field = "wish"


class FindingChanged(Refusal):
    """What the policy finds of the claim is not what somebody was shown. `finding` is the digest of what it is now."""

    code = "policy.finding_changed"
    sentence = "What the policy says of this claim changed meanwhile. Look at what it says now, and confirm."


def check_shown(finding: Finding, shown: str) -> None:
    """Raises FindingChanged unless the finding is the one of the digest `shown`."""
    if shown != finding.digest:
        raise FindingChanged(finding=finding.digest)


def most(finding: Finding, ceiling: Parts) -> Parts:
    """The most money a merchant may ask for: the finding's ceiling where the policy grants a refund, else `ceiling`."""
    return ceiling if finding.ceiling is None else finding.ceiling


def check_granted(finding: Finding, wish: Wish) -> None:
    """Raises PolicyRefuses with why and from or until when, and WishNotGranted. A person's case is not refused."""
    decision = finding.decision
    if decision.answer is Answer.NO:
        clause = decision.clause
        raise PolicyRefuses(
            why=Words(" ".join(sentence.words() for sentence in tell_finding(finding))),
            clause=clause.id if clause else None,
            because=decision.because.value,
            version=finding.version,
            opens_on=finding.opens_on,
            closes_on=finding.closes_on,
        )
    then = decision.then
    if then is None or decision.answer is not Answer.YES:
        return
    if (then.refund if wish.is_refund else then.resend) is None:
        assert decision.clause is not None
        clause = decision.clause
        granted = [name for name, grant in (("refund", then.refund), ("resend", then.resend)) if grant is not None]
        raise WishNotGranted(clause=Said(clause.id, clause.title), granted=Said(granted, say_then(then).words()))


def check_evidence(finding: Finding) -> None:
    """Raises EvidenceMissing, naming each piece."""
    if finding.decision.missing:
        raise evidence_missing(finding.decision.missing)


def evidence_missing(needs: Sequence[Need]) -> EvidenceMissing:
    """The refusal that names each piece of evidence that is missing."""
    return EvidenceMissing(missing=Said([need.name for need in needs], "; ".join(need.text for need in needs)))
