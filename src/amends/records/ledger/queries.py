"""The ledger for the book: entries with their postings, and the trial balance. Amounts in minor units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from uuid import UUID

from django.db import connection

from amends.core.ledger.posting import LedgerKind
from amends.records.ledger.models import Entry, LedgerAccount, Posting

_TRIAL_BALANCE = files(__package__).joinpath("trial_balance.sql").read_text()


@dataclass(frozen=True, slots=True)
class BookAccount:
    """An account of the ledger as people read it: its kind, whose it is or which provider's, empty for neither."""

    kind: LedgerKind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingShown:
    """`amount` moved from `source` to `destination`."""

    source: BookAccount
    destination: BookAccount
    amount: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryShown:
    """One entry; `key` names what it is about once for ever, `reverses` the entry that it undoes."""

    id: UUID
    kind: str
    key: str
    dispute_id: UUID | None
    order_id: UUID | None
    reverses: UUID | None
    posted_at: datetime
    postings: tuple[PostingShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What all accounts of a kind hold together. `said` is what their wallets say, None for the platform's own;

    `wrong` counts wallets that differ from their postings.
    """

    account: BookAccount
    amount: int
    said: int | None
    wrong: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts of one currency. Over them all, what is held sums to nothing."""

    currency: str
    held: tuple[Held, ...]

    @property
    def total(self) -> int:
        """The sum over all accounts."""
        return sum(one.amount for one in self.held)

    @property
    def holds(self) -> bool:
        """Whether the sum is nothing and every wallet agrees with its postings."""
        return self.total == 0 and not any(one.wrong for one in self.held)


def read_entries(*, size: int, before: UUID | None = None) -> tuple[list[EntryShown], UUID | None]:
    """A page of entries, latest first, and where the next one goes on. Two statements."""
    rows = Entry.objects.order_by("-id") if before is None else Entry.objects.filter(id__lt=before).order_by("-id")
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    postings = _postings_of(found)
    return [_entry(entry, postings[entry.id]) for entry in found], found[-1].id if more else None


def entries_of(keys: Sequence[str]) -> list[EntryShown]:
    """The entries under these keys, in the order of their posting. Two statements."""
    found = list(Entry.objects.filter(key__in=keys).order_by("id"))
    postings = _postings_of(found)
    return [_entry(entry, postings[entry.id]) for entry in found]


def _postings_of(entries: Sequence[Entry]) -> dict[UUID, list[Posting]]:
    postings: dict[UUID, list[Posting]] = defaultdict(list)
    wanted = Posting.objects.filter(entry__in=[entry.id for entry in entries]).order_by("number")
    for posting in wanted.select_related("source__account", "destination__account"):
        postings[posting.entry_id].append(posting)
    return postings


def trial_balance() -> list[TrialBalance]:
    """The book's balance, currency by currency, over every posting there is: for a page asked for on purpose."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIAL_BALANCE)
        rows = cursor.fetchall()
    by_currency: dict[str, list[Held]] = defaultdict(list)
    for currency, kind, detail, amount, said, wrong in rows:
        account = BookAccount(LedgerKind(kind), detail)
        by_currency[currency].append(Held(account=account, amount=amount, said=said, wrong=wrong))
    return [TrialBalance(currency, tuple(held)) for currency, held in by_currency.items()]


def _entry(entry: Entry, postings: list[Posting]) -> EntryShown:
    return EntryShown(
        id=entry.id,
        kind=entry.kind,
        key=entry.key,
        dispute_id=entry.dispute_id,
        order_id=entry.order_id,
        reverses=entry.reverses_id,
        posted_at=entry.posted_at,
        postings=tuple(
            PostingShown(
                source=_account(posting.source),
                destination=_account(posting.destination),
                amount=posting.amount,
                currency=posting.currency,
            )
            for posting in postings
        ),
    )


def _account(account: LedgerAccount) -> BookAccount:
    return BookAccount(LedgerKind(account.kind), account.account.name if account.account else account.detail)
