"""Registering for messages."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from amends.core.access import Permission
from amends.core.cj_api.messages import Topic
from amends.core.outbound.refusals import AddressRefused
from amends.core.refusals import Words
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.reading import Asked, Texts, read_body
from amends.doors.cj_api.tokens import caller
from amends.usecases.cj_api.set_callbacks import SetCallbacks, set_callbacks

_CANCEL = "CANCEL"


class CallbackWrong(Coded):
    """No address, or several."""

    code = "cj_api.callback_wrong"
    sentence = "%(topic)s needs one callback address."
    cj = Code.WEBHOOK_URL


class CallbackRefused(Coded):
    """An address that is not called."""

    code = "cj_api.callback_refused"
    sentence = "%(why)s"
    cj = Code.WEBHOOK_URL


class NoTopic(Coded):
    """Nothing is to be set."""

    code = "cj_api.no_topic"
    sentence = "Param error: name a topic (order, logistics, dispute, …) to be set."
    cj = Code.PARAMETER


class TopicAsked(Asked):
    """A topic's registration; `ALL` is what older documents call `ENABLE`."""

    type: Literal["ENABLE", "ALL", "CANCEL"]
    callbackUrls: Annotated[Texts, Field(max_length=10)] = []  # noqa: N815, RUF012 - CJ's name

    def address(self, topic: Topic) -> str | None:
        """Where to, or None to end it. Raises CallbackWrong."""
        if self.type == _CANCEL:
            return None
        if len(self.callbackUrls) != 1:
            raise CallbackWrong(topic=topic.value)
        return self.callbackUrls[0]


class WebhookAsked(Asked):
    """Every topic that is to change; CJ asks for the first four, we for none."""

    product: TopicAsked | None = None
    stock: TopicAsked | None = None
    order: TopicAsked | None = None
    logistics: TopicAsked | None = None
    makeup: TopicAsked | None = None
    privateOrder: TopicAsked | None = None  # noqa: N815
    dispute: TopicAsked | None = None


@call("POST", fails=Code.WEBHOOK)
def set_webhook(request: HttpRequest) -> bool:
    """POST /webhook/set."""
    asked = read_body(request, WebhookAsked)
    actor = caller(request, Permission.MERCHANT_WEBHOOK_MANAGE, now=timezone.now())
    told = {topic: getattr(asked, topic.value) for topic in Topic}
    urls = {topic: one.address(topic) for topic, one in told.items() if one is not None}
    if not urls:
        raise NoTopic
    try:
        set_callbacks(ask=SetCallbacks(urls=urls), actor=actor, now=timezone.now())
    except AddressRefused as refusal:
        raise CallbackRefused(why=Words(refusal.words())) from None
    return True
