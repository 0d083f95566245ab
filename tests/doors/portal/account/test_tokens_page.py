import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amends.core.access import Role, Unauthenticated
from amends.records.access.models import ApiToken
from amends.records.access.queries import actor_of_token
from tests.doors.portal.account.conftest import SignIn
from tests.makers.people import owner
from tests.makers.wire import call

NEW = {"name": "Shop sync", "role": "after_sales", "expires": "90"}


def test_a_token_is_shown_once_and_works(sign_in: SignIn) -> None:
    boss = owner()
    client = sign_in(boss.user)

    page = client.post("/account/tokens/new/", NEW)

    text = re.findall(r"amends_[\w-]{43}", page.content.decode())[0]
    assert "no-store" in page["Cache-Control"]
    actor = actor_of_token(text, now=timezone.now())
    assert (actor.account_id, actor.name) == (boss.account_id, "Shop sync")
    kept = ApiToken.objects.get()
    assert kept.expires_at
    assert (kept.role, kept.expires_at - kept.created_at) == (Role.AFTER_SALES, timedelta(days=90))
    listed = client.get("/account/").content.decode()
    assert ("Shop sync" in listed, text in listed) == (True, False)
    assert '<td data-label="Last used"><span class="none">never</span></td>' in listed
    call("GET", "/api/v1/disputes", token=text)
    assert '<span class="none">never</span>' not in client.get("/account/").content.decode()


def test_a_token_may_live_until_it_is_revoked(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    page = client.post("/account/tokens/new/", NEW | {"expires": "never"}).content.decode()
    text = re.findall(r"amends_[\w-]{43}", page)[0]
    assert ApiToken.objects.get().expires_at is None

    answer = client.post(f"/account/tokens/{ApiToken.objects.get().id}/revoke/", follow=True)

    assert "The token is revoked." in answer.content.decode()
    with pytest.raises(Unauthenticated):
        actor_of_token(text, now=timezone.now())


def test_the_address_above_the_form_leads_to_the_list(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    answer = client.get("/account/tokens/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/#tokens")
    assert 'id="tokens"' in client.get("/account/").content.decode()


@pytest.mark.parametrize("role", ["admin", "platform", "agent", ""])
def test_no_form_makes_a_token_of_the_platforms(sign_in: SignIn, role: str) -> None:
    answer = sign_in(owner().user).post("/account/tokens/new/", NEW | {"role": role})

    assert answer.status_code == 200
    assert not ApiToken.objects.exists()


def test_another_accounts_token_is_not_there(sign_in: SignIn) -> None:
    sign_in(owner().user).post("/account/tokens/new/", NEW)
    stranger = sign_in(owner().user)

    for number in (ApiToken.objects.get().id, uuid4()):
        assert stranger.post(f"/account/tokens/{number}/revoke/").status_code == 404

    assert ApiToken.objects.get().revoked_at is None
    assert "Shop sync" not in stranger.get("/account/").content.decode()
