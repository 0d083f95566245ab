"""Showing that we know an address without showing it."""

_HIDDEN = "•••••"


def mask_address(address: str) -> str:
    """An e-mail address with all but a hint hidden: ``m•••••t@d•••.example``; the last label stays readable.

    As many dots stand for a long name as for a short one, so that its length stays hidden too.
    """
    local, _, domain = address.rpartition("@")
    name, dot, top = domain.rpartition(".")
    end = local[-1] if len(local) > 2 else ""
    return f"{local[:1]}{_HIDDEN}{end}@{name[:1]}•••{dot}{top if dot else ''}"
