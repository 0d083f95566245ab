"""Folding texts, so that what is searched and what is stored meet whatever the case or the width of letters."""

import unicodedata


def fold(text: str) -> str:
    """`text` in NFKC, casefolded, without blanks around it: ``" ＳＫＵ-Straße "`` → ``"sku-strasse"``."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()
