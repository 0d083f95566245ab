"""Why a row is rejected, or a whole file. Kept together: the report shows them beside line numbers."""

from amends.core.refusals import Refusal


class _Fault(Refusal):
    kind = "invalid"


class MappingInvalid(_Fault):
    """The mapping says something that cannot be followed."""

    code = "import.mapping_invalid"
    sentence = "The mapping's %(key)s is %(told)s; expected is %(expected)s."


class ColumnsMissing(_Fault):
    """The file lacks columns that its mapping names."""

    code = "import.columns_missing"
    sentence = "The file has no column %(missing)s. Its columns are: %(header)s."


class ColumnTwice(_Fault):
    """Two columns share a name that the mapping needs."""

    code = "import.column_twice"
    sentence = "The file has two columns called %(column)s; which of them counts cannot be told."


class HeaderUnknown(_Fault):
    """No mapping knows the file by its header."""

    code = "import.header_unknown"
    sentence = "The file's columns (%(header)s) are not those of %(known)s; a mapping must say which column tells what."


class RowWidth(_Fault):
    """The row has more or fewer cells than the header: a comma or a quote is missing somewhere."""

    code = "import.row_width"
    sentence = "The row has %(cells)s cells, the header %(columns)s."


class NumberMissing(_Fault):
    """The row does not say which order it belongs to."""

    code = "import.number_missing"
    sentence = "The row has no order number."


class RuleMatched(_Fault):
    """A rule of the mapping rejects the row; `reason` is the rule's own."""

    code = "import.rule"
    sentence = "%(reason)s"


class QuantityUnreadable(_Fault):
    """Not a whole number of units."""

    code = "import.quantity"
    sentence = "“%(text)s” is not a quantity: a whole number from 1."


class AmountNegative(_Fault):
    """An order does not charge less than nothing."""

    code = "import.amount_negative"
    sentence = "“%(text)s” is a negative amount."


class DateUnreadable(_Fault):
    """Not a date in any of the mapping's forms."""

    code = "import.date"
    sentence = "“%(text)s” is not a date written as %(forms)s."


class WordUnknown(_Fault):
    """A kind, stage or payment state that nobody knows."""

    code = "import.word"
    sentence = "“%(text)s” is not a known %(column)s; known are %(known)s."


class CountryUnmapped(_Fault):
    """Neither a country code nor a name the mapping translates."""

    code = "import.country"
    sentence = "“%(text)s” is neither a country code nor among the mapping's countries."


class Contradiction(_Fault):
    """Two rows of one order tell different things of the order."""

    code = "import.contradiction"
    sentence = "The %(column)s is “%(text)s” here and “%(other)s” on line %(line)s of the same order."


class SiblingRejected(_Fault):
    """An order comes in whole or not at all."""

    code = "import.sibling"
    sentence = "This row is in order, but its order is not: see line %(line)s."
