"""Idempotency keys of callers."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from amends.records.ids import new_id


class KeptAnswer(models.Model):
    """The first answer to an ask under a caller's key, with a fingerprint of the ask.

    A merchant's keys are their account's; staff's and the platform's, who have none, are those of their token.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey("access.Account", on_delete=models.CASCADE, null=True, related_name="+")
    token = models.ForeignKey("access.ApiToken", on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    key = models.CharField(max_length=255)
    fingerprint = models.BinaryField(max_length=32)
    answer = models.TextField()
    """JSON as it was said first: jsonb would forget the sequence of its names."""
    kept_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "kept_answers"
        constraints = (
            models.UniqueConstraint(fields=("account", "key"), name="kept_answers_key"),
            models.UniqueConstraint(fields=("token", "key"), name="kept_answers_token_key"),
            models.CheckConstraint(
                name="kept_answers_holder", condition=Q(account__isnull=True) ^ Q(token__isnull=True)
            ),
        )

    @property
    def told(self) -> Any:
        """The answer in JSON's own values."""
        return json.loads(self.answer)
