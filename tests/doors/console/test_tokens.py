"""An admin gives the platform's systems and staff's tools their access tokens, and takes them away."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.access import ROLE_PERMISSIONS, Role, Side, Unauthenticated
from amends.records.access.models import ApiToken
from amends.records.access.queries import actor_of_token
from amends.usecases.access.create_token import CreateToken, create_token
from tests.makers.people import NOW, owner, staff
from tests.makers.wire import call

pytestmark = pytest.mark.django_db

NEW = {"name": "Order system", "role": "platform", "expires": "365"}


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(staff(Role.ADMIN).user)
    return client


def made(admin: Client, **changes: str) -> str:
    """The text of a token that the form made."""
    page = admin.post("/console/tokens/new/", NEW | changes)
    assert "no-store" in page["Cache-Control"]
    return str(re.findall(r"amends_[\w-]{43}", page.content.decode())[0])


@pytest.mark.parametrize(("role", "side"), [("platform", Side.PLATFORM), ("agent", Side.STAFF), ("admin", Side.STAFF)])
def test_a_token_is_shown_once_and_acts_with_its_role(admin: Client, role: str, side: Side) -> None:
    text = made(admin, role=role)

    actor = actor_of_token(text, now=timezone.now())
    assert (actor.side, actor.account_id, actor.name) == (side, None, "Order system")
    assert actor.permissions == ROLE_PERMISSIONS[Role(role)]
    kept = ApiToken.objects.get()
    assert kept.expires_at and kept.expires_at - kept.created_at == timedelta(days=365)
    listed = admin.get("/console/tokens/").content.decode()
    assert ("Order system" in listed, text in listed) == (True, False)


def test_the_list_says_who_made_a_token_and_when_it_was_used(admin: Client) -> None:
    text = made(admin)
    listed = admin.get("/console/tokens/").content.decode()
    assert f'<span class="under">{ApiToken.objects.get().made_by_name}</span>' in listed
    assert ApiToken.objects.get().made_by_name.endswith("@platform.example")
    assert '<td data-label="Last used"><span class="none">never</span></td>' in listed

    call("GET", "/api/v1/events", token=text)

    assert '<span class="none">never</span>' not in admin.get("/console/tokens/").content.decode()


def test_before_the_first_token_the_page_says_what_it_is_for(admin: Client) -> None:
    assert "No token yet" in admin.get("/console/tokens/").content.decode()


def test_a_revoked_token_is_refused(admin: Client) -> None:
    text = made(admin)

    answer = admin.post(f"/console/tokens/{ApiToken.objects.get().id}/revoke/", follow=True)

    assert "The token is revoked." in answer.content.decode()
    assert "Order system" not in answer.content.decode().partition("<main")[2]
    with pytest.raises(Unauthenticated):
        actor_of_token(text, now=timezone.now())


@pytest.mark.parametrize("role", ["owner", "viewer", "finance", ""])
def test_no_form_of_the_consoles_makes_a_token_of_a_merchants(admin: Client, role: str) -> None:
    assert admin.post("/console/tokens/new/", NEW | {"role": role}).status_code == 200
    assert not ApiToken.objects.exists()


def test_a_merchants_tokens_are_not_the_consoles(admin: Client) -> None:
    issued = create_token(ask=CreateToken(name="Shop sync", role=Role.VIEWER), actor=owner().actor, now=NOW)

    for number in (issued.id, uuid4()):
        assert admin.post(f"/console/tokens/{number}/revoke/").status_code == 404

    assert "Shop sync" not in admin.get("/console/tokens/").content.decode()
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("role", [Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER])
def test_only_admins_make_and_revoke(admin: Client, role: Role) -> None:
    made(admin)
    other = Client()
    other.force_login(staff(role).user)
    revoke = f"/console/tokens/{ApiToken.objects.get().id}/revoke/"

    assert other.get("/console/tokens/").status_code == 403
    assert other.post("/console/tokens/new/", NEW).status_code == 403
    assert other.post(revoke).status_code == 403

    assert ApiToken.objects.get().revoked_at is None
    assert "/console/tokens/" not in other.get("/console/").content.decode()
