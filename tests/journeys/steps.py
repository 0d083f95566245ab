"""What merchants and agents do in a browser, click by click."""

import re
from collections.abc import Callable, Mapping

from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, Page, expect

from amends.doors.commands.demo import pictures
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order
from tests.makers.files import jpeg

COMPLAINT, PRODUCT, PARCEL = "The buyer's complaint", "The product", "The parcel"


def picture(name: str, content: bytes) -> FilePayload:
    """A JPEG as the file chooser hands it over."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def complaint_of(sender: str, name: str = "complaint.jpg") -> FilePayload:
    """A screenshot of a buyer's mail."""
    return picture(name, pictures.complaint(sender=sender, words="It arrived broken.\nPlease help."))


def product() -> FilePayload:
    """A picture of what arrived."""
    return picture("商品照片.jpg", jpeg())


def parcel() -> FilePayload:
    """A picture of the box with its label."""
    return picture("parcel with label.jpg", jpeg())


def begin(page: Page, order: str) -> None:
    """From a store order's page to the form."""
    page.goto(f"/orders/{order}/")
    page.get_by_role("link", name="Open dispute").click()
    expect(page.get_by_role("heading", name="Open dispute")).to_be_visible()


def begin_from_details(page: Page, kind: str, order: str) -> None:
    """From the list of a kind over the order's details to the form."""
    page.goto(f"/orders/?kind={kind}")
    page.get_by_role("link", name=f"View details {order}").click()
    page.get_by_role("link", name="Dispute", exact=True).click()
    expect(page.get_by_role("heading", name="Open dispute")).to_be_visible()


def choose(page: Page, *, units: Mapping[str, int], reason: str, wish: str, amount: str = "", detail: str = "") -> None:
    """Lines by the beginning of their names, type, what is wrong, operation and amount; waits for the form."""
    for name, quantity in units.items():
        page.get_by_label(f"Quantity of {name}").fill(str(quantity))
    radio = page.locator("#reason").get_by_role("radio", name=reason)
    radio.check()
    _followed(page, f"{radio.get_attribute('value')}/")
    if detail:
        wrong = page.locator("#detail").get_by_role("radio", name=detail)
        wrong.check()
        _followed(page, f"{radio.get_attribute('value')}/{wrong.get_attribute('value')}")
    page.get_by_role("radio", name=wish).check()
    if amount:
        page.get_by_label("Amount asked").fill(amount)


def _followed(page: Page, needs: str) -> None:
    """The form shows what that type, and what is wrong in it, needs."""
    expect(page.locator("input[name=needs_of]")).to_have_value(needs)


def give(page: Page, purpose: str, *files: FilePayload) -> Locator:
    """Files for one purpose; the rows they became, each answered."""
    rows = page.get_by_role("list", name=purpose, exact=True).get_by_role("listitem")
    already = rows.count()
    page.get_by_label(f"Choose files: {purpose}").set_input_files(list(files))
    expect(rows).to_have_count(already + len(files))
    expect(page.locator('.file[data-state="sending"]')).to_have_count(0)
    return rows


def give_complaint(page: Page, order: str) -> None:
    """The screenshot in which the buyer's address is visible."""
    give(page, COMPLAINT, complaint_of(Order.objects.get(number=order).buyer_email))
    page.get_by_label("The buyer's address is visible here").check()


def confirm(page: Page) -> str:
    """Opens it; the dispute's number, as its page says it."""
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(re.compile(r"/disputes/SH\d+/$"))
    return page.url.rstrip("/").rsplit("/", 1)[1]


def is_held(page: Page, order: str, by: str | None) -> None:
    """The order's page says that it is held by that dispute, or is not held."""
    page.goto(f"/orders/{order}/")
    held = page.locator(".callout").filter(has_text="On hold")
    if by is None:
        expect(page.get_by_role("heading", name=f"Order {order}")).to_be_visible()
        expect(held).to_have_count(0)
    else:
        expect(held.get_by_role("link", name=by)).to_be_visible()


def open_move(page: Page, number: str, move: str) -> Locator:
    """The agent's form of that move, open on the case's page."""
    page.goto(f"/console/disputes/{number}/")
    form = page.locator(f"#{move}")
    form.locator("summary").first.click()
    return form


def reads(page: Page, number: str, sentence: str) -> None:
    """The merchant's page of the dispute says this, sooner or later."""
    page.goto(f"/disputes/{number}/")
    reload_until(page, lambda: page.locator(".page-head .sub").filter(has_text=sentence))


def reload_until(page: Page, shows: Callable[[], Locator]) -> None:
    """Looks again until it is there; 90 looks of a second each: the worker may still be starting."""
    for _ in range(90):
        try:
            expect(shows().first).to_be_visible(timeout=1000)
        except AssertionError:
            page.reload()
        else:
            return
    expect(shows().first).to_be_visible(timeout=1000)


def time_passes(number: str) -> None:
    """The due time of the dispute is over."""
    Dispute.objects.filter(number=number).update(due_at=timezone.now())
