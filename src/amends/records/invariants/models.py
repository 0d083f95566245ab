"""When everything was checked last, and what did not hold then."""

from django.db import models

from amends.records.ids import new_id


class Check(models.Model):
    """One look at every invariant. `found` counts all violations; only the first of them are kept as rows."""

    id = models.UUIDField(primary_key=True, default=new_id)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    found = models.IntegerField(db_default=0)

    class Meta:
        db_table = "checks"


class FoundViolation(models.Model):
    """What did not hold, and of which row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    check_made = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="violations")
    invariant = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    words = models.TextField()

    class Meta:
        db_table = "found_violations"
