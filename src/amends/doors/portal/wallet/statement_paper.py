"""A wallet's statement as a document to print."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from amends.doors.paper.blocks import Block, Column, Document, Facts, Heading, Row, Table, Words
from amends.doors.paper.text import amount, moment, money
from amends.doors.portal.wallet.words import kind_words
from amends.records.ledger.statement import Statement, StatementLine


def statement_document(statement: Statement, *, now: datetime) -> Document:
    """The month: what stood there, every entry with the balance after it, sums by kind, what stands there."""
    month = date_format(statement.month, "F Y")
    title = _("Wallet statement, %(month)s") % {"month": month}
    blocks: list[Block] = [Heading(title, 1), Facts(_head(statement, now))]
    if statement.lines:
        blocks += [Heading(_("Sums by kind")), _totals(statement), Heading(_("Entries")), *_entries(statement)]
    else:
        blocks.append(Words(_("Nothing moved in this month.")))
    foot = f"{statement.account} · {title} · {statement.currency}"
    return Document(title=title, foot=foot, made_at=now, size=9, blocks=blocks)


def _head(statement: Statement, now: datetime) -> list[tuple[str, str]]:
    currency, closing = statement.currency, statement.closing
    made = moment(now)
    if not statement.is_final(now):
        made += ". " + _("Not final: the month may still get entries.")
    return [
        (_("Account"), statement.account),
        (_("Currency"), currency),
        (_("Opening balance"), money(statement.opening.whole, currency)),
        (_("Closing balance"), money(closing.whole, currency)),
        (_("Withdrawable"), money(closing.cash, currency)),
        (_("Bonus"), money(closing.bonus, currency)),
        (_("Frozen"), money(closing.frozen, currency)),
        (_("Made"), made),
    ]


def _totals(statement: Statement) -> Table:
    currency = statement.currency
    columns = [Column(_("Kind"), 6), Column(_("In"), 2, right=True), Column(_("Out"), 2, right=True)]
    rows = [
        Row([kind_words(kind), amount(came, currency), amount(-went, currency)])
        for kind, (came, went) in statement.totals.items()
    ]
    came, went = (sum(told[at] for told in statement.totals.values()) for at in (0, 1))
    return Table(columns, [*rows, Row([_("All"), amount(came, currency), amount(-went, currency)], strong=True)])


def _entries(statement: Statement) -> list[Block]:
    currency = statement.currency
    columns = [
        Column(_("Posted (UTC)"), 16),
        Column(_("Kind"), 23),
        Column(_("Order, dispute"), 26),
        Column(_("Change (%(currency)s)") % {"currency": currency}, 16, right=True),
        Column(_("Balance (%(currency)s)") % {"currency": currency}, 17, right=True),
    ]
    opened = Row(["", _("Opening balance"), "", "", amount(statement.opening.whole, currency)], strong=True)
    closed = Row(["", _("Closing balance"), "", "", amount(statement.closing.whole, currency)], strong=True)
    rows = [
        Row(
            [_when(statement, line), _kind(line), _subject(line), amount(line.change, currency, sign=True),
             amount(after, currency)]
        )
        for line, after in zip(statement.lines, statement.balances, strict=True)
    ]  # fmt: skip
    note = Words(_("There are too many entries to list each: these are the sums of each day."), small=True)
    return [*([note] if statement.by_day else []), Table(columns, [opened, *rows, closed])]


def _when(statement: Statement, line: StatementLine) -> str:
    return f"{line.at:%Y-%m-%d}" if statement.by_day else f"{line.at:%Y-%m-%d %H:%M}"


def _kind(line: StatementLine) -> str:
    return kind_words(line.kind) if line.many == 1 else f"{kind_words(line.kind)} ({line.many})"


def _subject(line: StatementLine) -> str:
    return "\n".join(number for number in (line.order, line.dispute) if number)
