"""How long a text takes to read."""

import re

_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")


def minutes_to_read(text: str) -> int:
    """Whole minutes, at least one: 200 words in each, or 400 characters where words are not set apart."""
    characters = len(_IDEOGRAPH.findall(text))
    words = len(_WORD.findall(_IDEOGRAPH.sub(" ", text)))
    return max(1, -(-(characters + 2 * words) // 400))
