"""Secrets of an installation that was not given any: made once, kept in its data folder."""

import secrets
from pathlib import Path


def local_secret(data_dir: Path, name: str) -> str:
    """The secret kept as `name` under `data_dir`, made at first use with mode 0600; safe when two start at once."""
    path = data_dir / name
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()
