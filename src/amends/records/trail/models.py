"""The trail."""

from django.db import models

from amends.records.ids import new_id


class TrailEntry(models.Model):
    """One change of one subject: a dispute, an order, a top-up, a withdrawal, or a version of the policy, which is of

    no account.

    `body` is the exact bytes its digest covers.
    `personal` holds what people wrote or are called, each with its salt; it can be erased and the chain still holds,
    because the body carries only salted digests of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(
        "access.Account", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=False, db_index=False
    )
    subject_kind = models.CharField(max_length=20)
    subject_id = models.UUIDField()
    number = models.IntegerField()
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    body = models.BinaryField()
    personal = models.JSONField(db_default=models.Value({}, models.JSONField()))
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "trail_entries"
        constraints = (models.UniqueConstraint(fields=("subject_id", "number"), name="trail_number"),)
