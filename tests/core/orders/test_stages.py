import pytest

from amends.core.orders.kinds import Stage
from amends.core.orders.stages import STEPS, OrderHeld, Step, WrongStage, check_start, check_step, follow, steps_open

P, R, D, C, X = Stage.PENDING, Stage.PROCESSING, Stage.DISPATCHED, Stage.COMPLETED, Stage.CLOSED


@pytest.mark.parametrize(
    ("step", "sources", "target", "while_held"),
    [
        (Step.START, (P, R), R, False),
        (Step.DISPATCH, (P, R), D, False),
        (Step.DELIVER, (D, C), C, True),
        (Step.TRACK, (D, C), None, True),
        (Step.CLOSE, (P, R, D, C), X, False),
    ],
)
def test_the_table_of_steps(step, sources, target, while_held):
    assert STEPS[step].sources == sources
    assert STEPS[step].target is target
    assert STEPS[step].while_held is while_held
    for stage in Stage:
        if stage in sources:
            assert check_step(step, number="A-1", stage=stage, held_by=[]) is (target or stage)
        else:
            with pytest.raises(WrongStage) as refused:
                check_step(step, number="A-1", stage=stage, held_by=["SH1"])
            assert refused.value.facts == {"number": "A-1", "stage": stage.value, "step": step.value}


@pytest.mark.parametrize("step", Step)
def test_a_hold_stops_what_moves_the_order_on_and_lets_facts_through(step):
    stage = STEPS[step].sources[0]
    if STEPS[step].while_held:
        assert check_step(step, number="A-1", stage=stage, held_by=["SH1"]) is (STEPS[step].target or stage)
        return
    with pytest.raises(OrderHeld) as refused:
        check_step(step, number="A-1", stage=stage, held_by=["SH1", "SH2"])
    assert refused.value.code == "order.held"
    assert refused.value.facts == {"number": "A-1", "disputes": ["SH1", "SH2"]}
    assert refused.value.words() == ("Order A-1 is held by SH1, SH2; it goes on when the dispute ends or is withdrawn.")


@pytest.mark.parametrize("stage", [P, R])
def test_a_start_is_told_once(stage):
    assert check_start(number="A-1", stage=stage, started=False, held_by=[]) is R
    with pytest.raises(WrongStage):
        check_start(number="A-1", stage=stage, started=True, held_by=[])
    assert steps_open(stage, started=False, held=False) == [Step.START, Step.DISPATCH, Step.CLOSE]
    assert steps_open(stage, started=True, held=False) == [Step.DISPATCH, Step.CLOSE]


def test_every_stage_is_reached_and_only_closed_is_final():
    reached = {facts.target for facts in STEPS.values()} - {None}
    assert reached | {P} == set(Stage)
    left = {source for facts in STEPS.values() for source in facts.sources if facts.target not in (None, source)}
    assert left == set(Stage) - {X}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("told", Stage)
def test_an_update_never_takes_a_stage_back(stage, told):
    later = max(stage, told, key=list(Stage).index)
    assert follow(told, number="A-1", stage=stage, held_by=[]) is later


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("told", Stage)
def test_an_update_does_not_move_a_held_order_on_except_to_delivered(stage, told):
    words = list(Stage)
    stays = words.index(told) <= words.index(stage)
    if stays or (stage, told) == (D, C):
        assert follow(told, number="A-1", stage=stage, held_by=["SH1"]) is (stage if stays else told)
    else:
        with pytest.raises(OrderHeld):
            follow(told, number="A-1", stage=stage, held_by=["SH1"])
