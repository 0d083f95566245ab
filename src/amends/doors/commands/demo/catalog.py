"""What is sold in the demo, and to whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.templatetags.static import static


@dataclass(frozen=True, slots=True)
class Product:
    """`cost` is what the platform charges for one, in cents; `drawing` names its picture, if it has one.

    `supplier` is who makes it.
    """

    name: str
    cost: int
    drawing: str = ""
    supplier: str = "Yiwu Household Goods"

    @property
    def picture_url(self) -> str:
        """Where its picture lies; empty without one."""
        return static(f"demo/{self.drawing}.svg") if self.drawing else ""


@dataclass(frozen=True, slots=True)
class Buyer:
    """Somebody who bought in a shop."""

    name: str
    email: str
    country: str
    address: Mapping[str, str]


PRODUCTS = {
    "LAMP-LIN-01": Product(
        "Bedside lamp with linen shade, touch dimmer and two USB ports, warm white",
        1240,
        "lamp",
        "Zhongshan Lighting Works",
    ),
    "MUG-EN-350": Product("Enamel camping mug, 350 ml, speckled blue", 420, "mug"),
    "MAT-FELT-80": Product("Felt desk mat, 80 × 40 cm, charcoal", 880, "mat"),
    "CLIP-MAG-6": Product("Magnetic cable clips, set of 6", 310, "clips"),
    "BAG-ROLL-22": Product("Roll-top backpack, water-repellent, 22 l, rust", 1980, "backpack"),
    "VASE-QY-S": Product("陶瓷花瓶 手工拉坯 青釉 小号", 1120, "vase", "景德镇青釉陶瓷"),
    "SPK-WOOD-5W": Product("Portable speaker, wood veneer, 5 W", 2350, "speaker", "Shenzhen Wood & Sound"),
    "YOGA-NR-4": Product("Natural rubber yoga mat, 4 mm, plum", 1730, "yoga"),
    "CUSH-45-BL": Product("亚麻抱枕套 45×45 厘米 雾蓝", 640),
    "STAND-BAM-17": Product(
        "Adjustable bamboo laptop and tablet stand with heat vents and non-slip silicone feet, foldable, for 10 to 17 "
        "inches, natural finish, with a cleaning cloth and a printed guide in seven languages",
        1560,
    ),
}


def _at(line1: str, zip_: str, city: str, province: str = "") -> dict[str, str]:
    return {"line1": line1, "zip": zip_, "city": city, "province": province}


BUYERS = (
    Buyer(
        "Ana Ruiz",
        "ana.ruiz@mail.example",
        "ES",
        _at("Calle del Almirante Francisco Moreno 14, 3.º izq.", "28040", "Madrid"),
    ),
    Buyer(
        "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff",
        "hubert.wolfe@post.example",
        "DE",
        _at("Lange Reihe 88", "20099", "Hamburg"),
    ),
    Buyer(
        "王小明", "xiaoming.wang@mail.example", "SG", _at("Blk 123 Toa Payoh Lorong 1 #08-14", "310123", "Singapore")
    ),
    Buyer("Ōta Haruka", "haruka@mail.example", "JP", _at("南青山 2-4-7", "107-0062", "港区", "東京都")),
    Buyer("Zoë Strauß", "zoe.strauss@post.example", "AT", _at("Neubaugasse 31/4", "1070", "Wien")),
    Buyer("John Miller", "john.miller@inbox.example", "US", _at("1420 Maple Ave Apt 5", "60201", "Evanston", "IL")),
    Buyer("Aoife Ní Bhriain", "aoife@inbox.example", "IE", _at("7 Quay Street", "H91 XY12", "Galway")),
    Buyer("Léa Moreau", "lea.moreau@mail.example", "FR", _at("22 rue des Tables Claudiennes", "69001", "Lyon")),
    Buyer("Chidi Eze", "chidi.eze@inbox.example", "US", _at("9 Orchard Ln", "12866", "Saratoga Springs", "NY")),
    Buyer("Priya Natarajan", "priya@post.example", "GB", _at("Flat 2, 41 Mill Road", "CB1 2AW", "Cambridge")),
    # The merchants themselves: samples, bulk and stock go to them.
    Buyer("Mei Tan", "", "SG", _at("18 Kaki Bukit Road 3 #05-11", "415978", "Singapore")),
    Buyer("Jonas Weber", "", "DE", _at("Speicherstadt 4", "20457", "Hamburg")),
)
