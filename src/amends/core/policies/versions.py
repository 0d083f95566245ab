"""The life of a policy's version: written, reviewed by a second person, in force from a time, retired by the next."""

from enum import StrEnum


class Status(StrEnum):
    """What was decided about a version. An approved one is scheduled, in force or retired by its time alone."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
