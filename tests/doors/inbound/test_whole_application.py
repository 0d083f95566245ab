"""The inbound door as the web server sees it: the whole application, on a database of its own."""

import io
from typing import Any

import pytest
from django.utils import timezone

from amends.config.wsgi import application
from amends.doors.inbound.views import MOST_BYTES
from amends.gateways.payments.stripe.simulator import Signed
from amends.records.inbound.models import InboundMessage
from tests.makers.stripe import Stripe

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def message(stripe: Stripe) -> Signed:
    stripe.house.warn(stripe.house.pay(1000))
    return stripe.house.signed(stripe.house.events[0], at=timezone.now())


def knock(message: Signed, length: str | None) -> str:
    """The status the whole application answers with, past the pages' middleware."""
    body, headers = message
    heard: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/inbound/stripe/",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_STRIPE_SIGNATURE": headers["stripe-signature"],
        "CONTENT_TYPE": "application/json",
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
    }
    environ |= {"CONTENT_LENGTH": length} if length is not None else {}
    b"".join(application(environ, lambda status, _: heard.append(status)))
    return heard[0]


@pytest.mark.parametrize("length", [None, "", "-1", "many"])
def test_a_length_that_is_none_reads_as_an_empty_body(message: Signed, stripe: Stripe, length: str | None) -> None:
    assert knock(message, length) == "400 Bad Request"


def test_a_body_is_not_read_beyond_its_limit(message: Signed, stripe: Stripe) -> None:
    assert knock((b"x" * (MOST_BYTES + 9), message[1]), str(MOST_BYTES + 9)) == "413 Request Entity Too Large"


def test_no_page_middleware_stands_before_it(message: Signed, stripe: Stripe, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_the_way(*_: Any) -> None:
        raise AssertionError("a page's middleware was asked")

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", in_the_way)
    assert knock(message, str(len(message[0]))) == "200 OK"
    assert InboundMessage.objects.count() == 1
