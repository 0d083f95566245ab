"""The cluster's files: made once, whole or not at all, and never by another major version."""

import shutil

from amends.config.postgres.address import DATABASE
from amends.config.postgres.place import Place
from amends.config.postgres.programs import Programs
from amends.core.refusals import Refusal

BUILTIN_LOCALES_SINCE = 17
"""From here on C.UTF-8 comes with PostgreSQL itself and sorts alike on every machine."""


class ClusterNotMade(Refusal):
    """initdb failed."""

    code = "postgres.cluster_not_made"
    sentence = "PostgreSQL could not set up its files in %(folder)s: %(reason)s"


class ClusterOfAnotherVersion(Refusal):
    """The data were written by another major version; opening them with this one is not possible."""

    code = "postgres.cluster_of_another_version"
    sentence = (
        "The data in %(folder)s were written by PostgreSQL %(written_by)s, and the programs at hand are those of "
        "%(programs)s. Point AMENDS_PG_BIN to a PostgreSQL %(written_by)s, or choose another AMENDS_DATA_DIR."
    )


def ensure_cluster(place: Place, programs: Programs) -> None:
    """Make the cluster if there is none. Raises ClusterNotMade, ClusterOfAnotherVersion."""
    if place.data.is_dir():
        written_by = (place.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if written_by != str(programs.major):
            raise ClusterOfAnotherVersion(folder=place.data, written_by=written_by, programs=programs.major)
        return
    unfinished = place.home / "data.unfinished"
    if unfinished.exists():
        shutil.rmtree(unfinished)
    made = place.account.run(
        [
            programs.folder / "initdb",
            *("-D", unfinished.name, "-U", DATABASE, "-E", "UTF8", "--data-checksums", "--no-instructions"),
            *("--auth-local=peer", "--auth-host=reject"),
            *_locale(programs.major),
        ],
        folder=place.home,
    )
    if made.returncode != 0:
        raise ClusterNotMade(folder=place.home, reason=made.stderr.strip())
    _write(place, f"{unfinished.name}/pg_hba.conf", "local all all peer map=amends\n")
    _write(place, f"{unfinished.name}/pg_ident.conf", _who_may_enter(place))
    unfinished.rename(place.data)


def _locale(major: int) -> list[str]:
    if major >= BUILTIN_LOCALES_SINCE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8", "--lc-messages=C"]


def _who_may_enter(place: Place) -> str:
    # Root always may; the server's own account only if a person uses it: `nobody` is shared with other programs.
    names = ["root"] if place.account.dropped else ["root", place.account.name]
    return "".join(f'amends "{name}" {DATABASE}\n' for name in names)


def _write(place: Place, name: str, text: str) -> None:
    # By the account, as everything in its folders: root follows no link that somebody may have laid there.
    written = place.account.run(["/bin/sh", "-c", 'cat > "$1"', "sh", name], folder=place.home, text=text)
    if written.returncode != 0:
        raise ClusterNotMade(folder=place.home, reason=written.stderr.strip())
