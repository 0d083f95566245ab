"""What is wrong with a field, in plain words: pydantic's types of faults, each with a phrase that follows a name.

A type without a phrase is told in pydantic's own words; its code is `field.` and the type all the same.
"""

from collections.abc import Mapping
from typing import Any

WITHOUT_NUL = r"^[^\x00]*$"
"""PostgreSQL stores every character but U+0000."""

PHRASES = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "json_invalid": "is not JSON: {error}",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "too_short": "must have at least {min_length} entries",
    "too_long": "may have at most {max_length} entries",
    "string_type": "must be text",
    "string_unicode": "must be text in UTF-8",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "may have at most {max_length} characters",
    "string_pattern_mismatch": "does not have the form {pattern}",
    "enum": "must be one of {expected}",
    "literal_error": "must be one of {expected}",
    "is_instance_of": "must be a file",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number of fewer digits",
    "int_from_float": "must be a whole number",
    "greater_than_equal": "must be {ge} or more",
    "greater_than": "must be more than {gt}",
    "less_than_equal": "must be {le} or less",
    "less_than": "must be less than {lt}",
    "uuid_type": "must be a UUID",
    "uuid_parsing": "must be a UUID",
    "datetime_type": "must be a time such as 2026-11-27T14:05:00Z",
    "datetime_parsing": "must be a time such as 2026-11-27T14:05:00Z",
    "datetime_from_date_parsing": "must be a time such as 2026-11-27T14:05:00Z",
    "datetime_object_invalid": "must be a time such as 2026-11-27T14:05:00Z",
    "timezone_aware": "must say its time zone: Z, or an offset such as +01:00",
}
"""By pydantic's type; names in braces are of the fault's context."""

_PATTERNS = {WITHOUT_NUL: "must not contain the character U+0000"}


def fault_words(fault: Mapping[str, Any]) -> str:
    """What one of pydantic's faults says of its field."""
    context = fault.get("ctx", {})
    phrase = _PATTERNS.get(context.get("pattern", "")) or PHRASES.get(fault["type"])
    return phrase.format(**context) if phrase else str(fault["msg"])
