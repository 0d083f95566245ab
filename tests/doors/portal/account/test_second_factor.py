import base64
import hmac
import re
import struct
import time

from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from amends.records.access.models import User
from amends.records.notices.models import KeptMail
from tests.doors.portal.account.conftest import SignIn
from tests.makers.people import PASSWORD, owner


def code_for(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238: SHA-1, 30 seconds, 6 digits)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def enrolled(client: Client) -> str:
    """Sets up an app as a person would; the secret that the page shows."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/").content.decode()
    secret = re.findall(r"[A-Z2-7]{32}", page)[0]
    answer = client.post("/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer["Location"] == "/account/2fa/recovery-codes/"
    return secret


def recovery_codes(client: Client) -> list[str]:
    return client.get("/account/2fa/recovery-codes/download/").content.decode().split()


def signing_in(user: User) -> Client:
    client = Client()
    answer = client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == "/account/2fa/authenticate/"
    return client


def test_after_enrolling_a_password_alone_signs_nobody_in(sign_in: SignIn) -> None:
    boss = owner().user
    secret = enrolled(sign_in(boss))
    client = signing_in(boss)

    assert client.get("/account/").status_code == 302
    refused = client.post("/account/2fa/authenticate/", {"code": "000000"})
    assert "Incorrect code." in refused.content.decode()
    assert client.get("/account/").status_code == 302
    cache.clear()  # the code was used to enroll, within the same half minute
    answer = client.post("/account/2fa/authenticate/", {"code": code_for(secret)})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200


def test_a_code_works_once(sign_in: SignIn) -> None:
    boss = owner().user
    secret = enrolled(sign_in(boss))
    cache.clear()
    code = code_for(secret)
    assert signing_in(boss).post("/account/2fa/authenticate/", {"code": code}).status_code == 302

    again = signing_in(boss).post("/account/2fa/authenticate/", {"code": code})

    assert "Incorrect code." in again.content.decode()


def test_a_recovery_code_signs_in_once(sign_in: SignIn) -> None:
    boss = owner().user
    client = sign_in(boss)
    enrolled(client)
    codes = recovery_codes(client)
    assert len(codes) == 10

    assert signing_in(boss).post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    again = signing_in(boss).post("/account/2fa/authenticate/", {"code": codes[0]})

    assert "Incorrect code." in again.content.decode()
    assert recovery_codes(client) == codes[1:]


def test_the_second_factors_secrets_are_kept_encrypted(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    secret = enrolled(client)

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert "gAAAA" in kept


def test_secrets_survive_a_new_secret_key_that_names_the_old_one(sign_in: SignIn, settings) -> None:
    client = sign_in(owner().user)
    enrolled(client)
    codes = recovery_codes(client)
    totp = Authenticator.objects.get(type="totp").wrap()

    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "quite-another-secret-key"

    assert not totp.validate_code("not-a-code")
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == codes


def test_turning_it_off_is_told_by_mail_and_asks_for_the_password(sign_in: SignIn) -> None:
    boss = owner("ana@shop.example").user
    client = sign_in(boss)
    enrolled(client)
    elsewhere = sign_in(boss)
    assert elsewhere.post("/account/2fa/totp/deactivate/")["Location"].startswith("/account/")
    assert Authenticator.objects.filter(type="totp").exists()

    client.post("/account/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert "Authenticator App Deactivated" in set(KeptMail.objects.values_list("subject", flat=True))


def test_the_picture_of_the_secret_is_drawn_on_white(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    page = client.get("/account/2fa/totp/activate/").content.decode()

    drawing = base64.b64decode(re.findall(r"data:image/svg\+xml;base64,([^\"]+)", page)[0]).decode()
    assert '<rect width="100%" height="100%" fill="#fff"/><path' in drawing


def test_who_was_sent_here_by_a_withdrawal_is_led_back_to_it(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    assert "Turn on two-step sign-in first" in client.get("/wallet/withdraw/").text
    enrolled(client)
    assert 'href="/wallet/withdraw/">I have kept them: on to the withdrawal' in (
        client.get("/account/2fa/recovery-codes/").text
    )
    client.get("/wallet/withdraw/")
    assert "on to the withdrawal" not in client.get("/account/2fa/recovery-codes/").text
