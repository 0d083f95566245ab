"""Accounts, people and tokens."""

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models.functions import Now, Upper

from amends.core.access import MERCHANT_ROLES, STAFF_ROLES, Role
from amends.records.ids import new_id


class Account(models.Model):
    """A merchant: the owner of orders, disputes and a wallet.

    `measures` are those against it that were not lifted and whose expiry was not noted yet, as `records.standing` keeps
    them: here, so that whoever opens a dispute reads them from the row that a measure locks.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
    measures = models.JSONField(db_default=models.Value([], models.JSONField()))

    class Meta:
        db_table = "accounts"
        indexes = (models.Index(Upper("name"), name="accounts_by_name"),)

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in: one of a merchant's staff (through a membership) or of the platform's (`staff_role`).

    `email` may be empty: such a person signs in by `username` and is asked to link an address.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True, db_default="")
    name = models.CharField(max_length=120, blank=True, db_default="")
    staff_role = models.CharField(
        max_length=20, blank=True, db_default="", choices=[(role.value, role.value) for role in STAFF_ROLES]
    )
    time_zone = models.CharField(max_length=64, blank=True, db_default="")
    is_active = models.BooleanField(default=True, db_default=True)
    is_staff = models.BooleanField(default=False, db_default=False)
    date_joined = models.DateTimeField(db_default=Now())

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]  # noqa: RUF012 - the type Django declares

    class Meta:
        db_table = "users"

    def __str__(self) -> str:
        return self.name or self.username


class Membership(models.Model):
    """A person's role in a merchant's account; a person belongs to one account."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="memberships")
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="membership")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in MERCHANT_ROLES])
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "memberships"
        constraints = (
            models.CheckConstraint(
                name="memberships_role", condition=models.Q(role__in=[role.value for role in MERCHANT_ROLES])
            ),
        )


class Invitation(models.Model):
    """An owner's invitation to join their account; the secret part of its link is kept as a digest."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in MERCHANT_ROLES])
    token_digest = models.BinaryField(max_length=32, unique=True)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "invitations"


class ApiToken(models.Model):
    """A bearer token, kept as its SHA-256. With an account it is a merchant's; without, staff's or the platform's."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="tokens")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    token_digest = models.BinaryField(max_length=32, unique=True)
    made_by_name = models.CharField(max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_tokens"
