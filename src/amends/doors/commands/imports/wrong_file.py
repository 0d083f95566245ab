"""Why a file cannot be imported at all. Nothing has come in when one of these is said."""

from amends.core.refusals import Refusal


class FileUnreadable(Refusal):
    """Missing, a folder, not allowed."""

    code = "import.file_unreadable"
    sentence = "%(path)s cannot be read: %(why)s."


class FileEmpty(Refusal):
    """No header, no rows."""

    code = "import.file_empty"
    sentence = "%(path)s is empty."


class FileNotText(Refusal):
    """A workbook, a picture, an archive."""

    code = "import.file_not_text"
    sentence = "%(path)s is not a text file. A spreadsheet must be saved as CSV before it can be imported."


class FileNotCsv(Refusal):
    """A quoted cell that never ends, most of the time."""

    code = "import.file_not_csv"
    sentence = "%(path)s cannot be read as CSV near line %(line)s: %(why)s."


class MappingUnseen(Refusal):
    """Neither a file nor one of the mappings shipped."""

    code = "import.mapping_unseen"
    sentence = "There is no mapping %(name)s: neither a file nor one of those shipped (%(shipped)s)."


class MappingNotToml(Refusal):
    """Not TOML, or not text at all."""

    code = "import.mapping_not_toml"
    sentence = "The mapping %(path)s is not TOML: %(why)s."


class PriceListWrong(Refusal):
    """A price list without its two columns, or with two prices for one SKU."""

    code = "import.price_list_wrong"
    sentence = "The price list %(path)s cannot be followed, line %(line)s: it needs a column sku and a column price."


class PriceTwice(Refusal):
    """Two prices for one SKU."""

    code = "import.price_twice"
    sentence = "The price list %(path)s has a second price for %(sku)s on line %(line)s."


class ReportUnwritable(Refusal):
    """The report of rejected rows could not be begun."""

    code = "import.report_unwritable"
    sentence = "The report %(path)s cannot be written: %(why)s."


class AccountAmbiguous(Refusal):
    """More than one account answers to the name."""

    code = "import.account_ambiguous"
    sentence = "Several accounts are called %(account)s; name one by its id: %(ids)s."
