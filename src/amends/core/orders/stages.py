"""How an order moves on: one table, read by every verb of the fulfillment side."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amends.core.orders.kinds import UNSHIPPED, Stage
from amends.core.refusals import Refusal, Said


class Step(StrEnum):
    """What the fulfillment side can tell of an order."""

    START = "start"
    DISPATCH = "dispatch"
    DELIVER = "deliver"
    TRACK = "track"
    RETURN = "return"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class StepFacts:
    """From which stages to which one (None: it stays), and whether it may happen while a dispute holds the order."""

    title: str
    sources: tuple[Stage, ...]
    target: Stage | None
    while_held: bool


_SHIPPED = (Stage.DISPATCHED, Stage.COMPLETED)

STEPS: dict[Step, StepFacts] = {
    Step.START: StepFacts("Start in the warehouse", UNSHIPPED, Stage.PROCESSING, while_held=False),
    Step.DISPATCH: StepFacts("Dispatch", UNSHIPPED, Stage.DISPATCHED, while_held=False),
    Step.DELIVER: StepFacts("Note the delivery", _SHIPPED, Stage.COMPLETED, while_held=True),
    Step.TRACK: StepFacts("Note tracking", _SHIPPED, None, while_held=True),
    Step.RETURN: StepFacts("Note the return", _SHIPPED, None, while_held=True),
    Step.CLOSE: StepFacts("Close", (*UNSHIPPED, *_SHIPPED), Stage.CLOSED, while_held=False),
}
"""What has already happened outside (a delivery, the carrier's word) is noted even while a dispute holds the order."""


class OrderHeld(Refusal):
    """An open dispute holds the order: nothing moves it on until the dispute ends or is withdrawn."""

    code = "order.held"
    sentence = "Order %(number)s is held by %(disputes)s; it goes on when the dispute ends or is withdrawn."


class WrongStage(Refusal):
    """The step does not lead on from where the order stands."""

    code = "order.wrong_stage"
    sentence = "Order %(number)s is %(stage)s; “%(step)s” is not possible now."


def check_step(step: Step, *, number: str, stage: Stage, held_by: Sequence[str]) -> Stage:
    """The stage that `step` leads to. `held_by` are the numbers of the open disputes.

    Raises WrongStage, and OrderHeld for a step that waits while the order is held.
    """
    facts = STEPS[step]
    if stage not in facts.sources:
        raise _wrong(step, number, stage)
    if held_by and not facts.while_held:
        raise OrderHeld(number=number, disputes=tuple(held_by))
    return facts.target or stage


def check_start(*, number: str, stage: Stage, started: bool, held_by: Sequence[str]) -> Stage:
    """The stage that the warehouse's start leads to.

    An order can be told of as processing by somebody who does not know whether the warehouse began: its start may
    still be told, once. Raises WrongStage, OrderHeld.
    """
    if started:
        raise _wrong(Step.START, number, stage)
    return check_step(Step.START, number=number, stage=stage, held_by=held_by)


def steps_open(stage: Stage, *, started: bool, held: bool) -> list[Step]:
    """The steps that are possible now, in the table's order. `started`: the warehouse's start was told."""
    return [
        step
        for step, facts in STEPS.items()
        if stage in facts.sources and (facts.while_held or not held) and not (started and step is Step.START)
    ]


def _wrong(step: Step, number: str, stage: Stage) -> WrongStage:
    return WrongStage(number=number, stage=stage.value, step=Said(step.value, STEPS[step].title))


_ORDER = tuple(Stage)


def follow(told: Stage, *, number: str, stage: Stage, held_by: Sequence[str]) -> Stage:
    """Where an order at `stage` stands once an update told `told`: the later of the two, for stages never go back.

    Raises OrderHeld where the way there waits.
    """
    if _ORDER.index(told) <= _ORDER.index(stage):
        return stage
    way = next(step for step, facts in STEPS.items() if facts.target is told)
    if stage in UNSHIPPED and told in _SHIPPED:
        way = Step.DISPATCH
    if held_by and not STEPS[way].while_held:
        raise OrderHeld(number=number, disputes=tuple(held_by))
    return told
