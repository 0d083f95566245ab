"""Content for the gallery of components: long names, Chinese, faults, every state."""

import base64
import io
from datetime import UTC, datetime, timedelta

from django import forms
from PIL import Image, ImageDraw

from amends.doors.look.badges import STAGE_BADGES, STATE_BADGES
from amends.doors.look.icons import ICONS

NOW = datetime(2026, 11, 23, 20, 40, tzinfo=UTC)


class OpeningForm(forms.Form):
    """A refused form: a fault on the address, a hint, an optional field."""

    use_required_attribute = False
    buyer_email = forms.EmailField(label="The buyer's e-mail address", help_text="As it can be read on the screenshot")
    reason = forms.ChoiceField(label="Dispute type", choices=[("damaged", "Damaged"), ("late", "Delayed")])
    message = forms.CharField(label="Message", required=False, widget=forms.Textarea(attrs={"rows": 3}))


def context() -> dict[str, object]:
    """Everything `look/gallery.html` names, besides its base."""
    return {
        "now": NOW,
        "earlier": NOW - timedelta(hours=26),
        "soon": NOW + timedelta(hours=21, minutes=5),
        "nav": _nav(),
        "person": _person(),
        "tabs": _tabs(),
        "orders": _orders(),
        "entries": _entries(),
        "states": list(STATE_BADGES),
        "stages": list(STAGE_BADGES),
        "icons": list(ICONS),
        "form": OpeningForm({"buyer_email": "ana.ruiz(at)example", "reason": "damaged", "message": "两个灯罩碎了"}),
        "files": _files(),
        "picture": _picture("#7d8f86", "#d8cfc0"),
        "other_picture": _picture("#a58d6f", "#4d5a63"),
    }


def _nav() -> list[dict[str, object]]:
    orders = [("Store orders", True, "99+"), ("Sample orders", False, "3"), ("Wholesale orders", False, None)]
    kinds = [{"label": label, "url": "#", "current": current, "count": count} for label, current, count in orders]
    return [
        {"label": "Orders", "icon": "box", "children": [*kinds, {"label": "Preorder inventory", "url": "#"}]},
        {"label": "Disputes", "icon": "dispute", "url": "#", "count": 2},
        {"label": "Wallet", "icon": "wallet", "url": "#"},
        {"label": "Help", "icon": "help", "url": "#"},
        {"label": "Account", "icon": "user", "url": "#"},
    ]


def _person() -> dict[str, object]:
    links = [{"label": "Account", "url": "#"}]
    return {
        "name": "María Fernández-Castellanos",
        "detail": "Casa Luz Iluminación",
        "links": links,
        "sign_out_url": "#",
    }


def _tabs() -> list[dict[str, object]]:
    counts = {"Pending": 4, "Processing": "99+", "Dispatched": 31, "Completed": 12, "Closed": 0}
    return [{"label": k, "url": "#", "count": v, "current": k == "Processing"} for k, v in counts.items()]


def _orders() -> list[dict[str, object]]:
    row = {"country": "Spain", "currency": "USD", "stage": "processing"}
    lamp = "Bedside lamp with linen shade, touch dimmer and two USB ports × 3, and 1 more"
    return [
        {
            **row,
            "number": "1029384756",
            "buyer": "Ana Ruiz",
            "lines": lamp,
            "charged": 3120,
            "held": True,
            "dispute": "SH2611230042",
            "placed_at": NOW - timedelta(minutes=12),
        },
        {
            **row,
            "number": "1029384701",
            "buyer": "Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine",
            "country": "Germany",
            "lines": "Desk mat × 1",
            "charged": 1299,
            "placed_at": NOW - timedelta(hours=5),
        },
        {
            **row,
            "number": "1029384698",
            "buyer": "王小明",
            "country": "China",
            "lines": "亚麻灯罩 × 12",
            "charged": 128450,
            "stage": "dispatched",
            "placed_at": NOW - timedelta(days=3),
        },
        {
            **row,
            "number": "1029383310",
            "buyer": "Ōta Haruka",
            "country": "Japan",
            "lines": "Cable clip × 4",
            "charged": 9800,
            "currency": "JPY",
            "stage": "completed",
            "placed_at": NOW - timedelta(days=40),
        },
    ]


def _entries() -> list[dict[str, object]]:
    return [
        {
            "at": NOW - timedelta(hours=2),
            "what": "Refund for dispute",
            "number": "SH2611200007",
            "amount": 1840,
            "balance": 128450,
        },
        {
            "at": NOW - timedelta(days=2),
            "what": "Paid order",
            "number": "1029384698",
            "amount": -128450,
            "balance": 126610,
        },
    ]


def _files() -> list[dict[str, object]]:
    return [
        {
            "name": "complaint-2026-11-20.png",
            "size": 482_133,
            "note": "shows the buyer's address",
            "remove_url": "#",
            "url": "#",
            "thumb": _picture("#c9cdd2", "#ffffff"),
        },
        {
            "name": "invoice.svg",
            "state": "failed",
            "fault": "is an SVG drawing; send a picture, a PDF or a video instead",
        },
    ]


def _picture(ground: str, thing: str) -> str:
    image = Image.new("RGB", (640, 480), ground)
    ImageDraw.Draw(image).polygon([(240, 120), (400, 120), (470, 330), (170, 330)], fill=thing)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=70)
    return "data:image/jpeg;base64," + base64.b64encode(kept.getvalue()).decode()
