"""Where one embedded server lies: its files, its socket, its account."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from amends.config.postgres.account import Account, account_for
from amends.config.postgres.address import embedded_url, socket_folder
from amends.config.postgres.programs import ELSEWHERE
from amends.core.refusals import Refusal

POINTER = "postgres.elsewhere"


class DataOutOfReach(Refusal):
    """The server's account cannot enter the folder of its data."""

    code = "postgres.data_out_of_reach"
    sentence = (
        "The account %(account)s, which PostgreSQL runs as, cannot enter %(folder)s. "
        "Open the folders above it, or choose another folder with AMENDS_DATA_DIR."
    )


@dataclass(frozen=True)
class Place:
    """`home` belongs to the account alone and holds `data` and `server.log`; `sockets` is as private."""

    data_dir: Path
    home: Path
    sockets: Path
    account: Account

    @property
    def data(self) -> Path:
        """The cluster's own folder, PGDATA."""
        return self.home / "data"

    def url(self, *, database: str) -> str:
        """The libpq URL of one of this server's databases."""
        return embedded_url(self.data_dir, database=database)


def existing_place(data_dir: Path) -> Place | None:
    """The place of a server that was made before in this data folder, if one was. Raises DataOutOfReach."""
    pointer = data_dir / POINTER
    home = data_dir / "postgres"
    if pointer.exists():
        home = Path(pointer.read_text(encoding="utf-8").strip())
        if home.parent != ELSEWHERE:
            raise DataOutOfReach(account="root", folder=home)
    if not home.is_dir():
        return None
    place = _place(data_dir, home)
    return place if _owned(place) else None


def place_for(data_dir: Path) -> Place:
    """The place of this data folder's server; made, where it is new, so that the account can work there.

    Under a home that the account cannot enter, root keeps the server's files in ELSEWHERE and leaves a pointer.
    Raises NoAccount, DataOutOfReach.
    """
    place = existing_place(data_dir)
    if place is None:
        place = _place(data_dir, data_dir / "postgres")
        if not place.account.can_enter(data_dir):
            try:
                place = _place(data_dir, _elsewhere(data_dir))
            except OSError as error:
                raise DataOutOfReach(account=place.account.name, folder=data_dir) from error
        place.home.mkdir(mode=0o700, exist_ok=True)
        if place.account.dropped:
            os.chown(place.home, place.account.uid, place.account.gid, follow_symlinks=False)
    if not place.account.can_enter(place.home):
        raise DataOutOfReach(account=place.account.name, folder=place.home)
    return place


def _place(data_dir: Path, home: Path) -> Place:
    return Place(data_dir=data_dir, home=home, sockets=socket_folder(data_dir), account=account_for(home))


def _owned(place: Place) -> bool:
    """False for a folder that a kill left between its making and its handing over."""
    return place.home.lstat().st_uid == place.account.uid


def _elsewhere(data_dir: Path) -> Path:
    ELSEWHERE.mkdir(mode=0o755, parents=True, exist_ok=True)
    ELSEWHERE.chmod(0o755)
    home = Path(tempfile.mkdtemp(prefix="data-", dir=ELSEWHERE))
    (data_dir / POINTER).write_text(f"{home}\n", encoding="utf-8")
    return home
