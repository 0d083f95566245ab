"""Splitting an amount so that nothing is lost: the parts always add up to the whole."""

from collections.abc import Sequence


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Parts of `amount` in proportion to `weights` (each ≥ 0), by largest remainder; ties go to the earlier part.

    The parts sum to `amount` exactly. With no weight at all (every one 0) the first part takes everything.
    Raises ValueError for no parts, a negative amount or a negative weight.
    """
    if not weights or amount < 0 or min(weights) < 0:
        raise ValueError("split needs an amount ≥ 0 and one or more weights ≥ 0")
    total = sum(weights)
    if total == 0:
        return [amount] + [0] * (len(weights) - 1)
    parts = [amount * weight // total for weight in weights]
    remainders = [amount * weight % total for weight in weights]
    order = sorted(range(len(weights)), key=lambda at: (-remainders[at], at))
    for at in order[: amount - sum(parts)]:
        parts[at] += 1
    return parts


def share(amount: int, *, whole: int, before: int, taken: int) -> int:
    """What `taken` of `whole` equal units are worth when `before` units were taken earlier.

    Cumulative, so that taking all units one by one yields `amount` exactly, in whatever steps.
    Raises ValueError unless 0 ≤ before, 0 ≤ taken and before + taken ≤ whole.
    """
    if before < 0 or taken < 0 or whole <= 0 or before + taken > whole:
        raise ValueError("share needs 0 ≤ before + taken ≤ whole")
    return amount * (before + taken) // whole - amount * before // whole
