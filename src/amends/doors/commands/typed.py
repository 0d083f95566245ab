"""What operators type."""

from argparse import ArgumentTypeError

LONGEST_NAME = 120


def typed_name(text: str) -> str:
    """A name without what surrounds it. Raises ArgumentTypeError unless it is 1 to 120 printable characters."""
    if not text.strip() or not text.isprintable() or len(text) > LONGEST_NAME:
        raise ArgumentTypeError(f"a name has 1 to {LONGEST_NAME} printable characters")
    return text.strip()
