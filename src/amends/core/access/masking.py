"""Showing that we know an address without showing it."""


def _masked(word: str, *, keep_end: bool) -> str:
    end = word[-1] if keep_end and len(word) > 1 else ""
    return word[:1] + "•" * max(3, len(word) - 1 - len(end)) + end


def mask_address(address: str) -> str:
    """An e-mail address with all but a hint hidden: ``m•••••t@d•••.example``; the last label stays readable."""
    local, _, domain = address.rpartition("@")
    name, dot, top = domain.rpartition(".")
    return f"{_masked(local, keep_end=True)}@{'•••' if not name else name[:1] + '•••'}{dot}{top}"
