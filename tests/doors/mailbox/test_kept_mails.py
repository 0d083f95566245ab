import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client

from amends.records.notices.models import KeptMail

BACKEND = "amends.gateways.mail.kept.KeptMailBackend"


def kept(**told) -> KeptMail:
    message = EmailMessage(**({"subject": "Verify", "body": "Go on.", "to": ["ana@shop.example"]} | told))
    assert get_connection(BACKEND).send_messages([message]) == 1
    return KeptMail.objects.order_by("-id")[0]


def test_a_mail_is_kept_with_everybody_it_went_to(db: None) -> None:
    mail = kept(cc=["bo@shop.example"], bcc=["books@shop.example"])

    assert mail.recipients == ["ana@shop.example", "bo@shop.example", "books@shop.example"]
    assert (mail.subject, mail.body) == ("Verify", "Go on.")


def test_a_mail_to_nobody_is_not_kept(db: None) -> None:
    assert get_connection(BACKEND).send_messages([EmailMessage(subject="x", body="y")]) == 0
    assert not KeptMail.objects.exists()


def test_the_demo_shows_what_was_sent_and_its_links_lead_here(db: None, client: Client, settings) -> None:
    settings.DEMO, settings.PUBLIC_URL = True, "https://amends.example"
    mail = kept(body="Follow https://amends.example/account/x/ <b>now</b>")

    assert "Verify" in client.get("/demo/mail/").content.decode()
    page = client.get(f"/demo/mail/{mail.id}/").content.decode()

    assert 'href="/account/x/"' in page
    assert "https://amends.example/account/x/</a> &lt;b&gt;now&lt;/b&gt;" in page


@pytest.mark.parametrize("path", ["/demo/mail/", "/demo/mail/{}/"])
def test_outside_a_demo_there_is_no_such_page(db: None, client: Client, settings, path: str) -> None:
    settings.DEMO = False

    assert client.get(path.format(kept().id)).status_code == 404
