"""Which orders the demo has, and how far each came. A line is an order; the comments say what can be tried on it."""

from dataclasses import dataclass

from amends.core.orders.kinds import Kind


@dataclass(frozen=True, slots=True)
class Shop:
    """Where orders come from: a shop of the merchant's, or none when the merchant orders for themselves."""

    name: str
    currency: str = "USD"
    kind: Kind = Kind.STORE


CASA_LUZ = Shop("Casa Luz")
LICHT = Shop("Möbel & Licht", "EUR")
NIPPON = Shop("Lampenhaus Japan", "JPY")
KONTOR = Shop("Kontor Nord Shop", "EUR")
SAMPLE, BULK, AHEAD = (Shop("", kind=kind) for kind in (Kind.SAMPLE, Kind.WHOLESALE, Kind.PREORDER))


@dataclass(frozen=True, slots=True)
class Told:
    """An order placed `days` ago by the buyer at that place of the catalog, with units by SKU.

    `came_to` is how its story went (play_orders.py); `paid` one of: sandbox, twice (two sandbox payments), outside,
    unpaid, unknown (paid outside, and nobody told what was charged).
    """

    number: str
    days: float
    buyer: int
    units: dict[str, int]
    came_to: str
    shop: Shop = CASA_LUZ
    paid: str = "sandbox"


DEMO_TRADING = (
    Told("DT-1042", 0.1, 0, {"LAMP-LIN-01": 3, "CLIP-MAG-6": 1}, "pending", paid="twice"),
    Told("DT-1041", 0.2, 5, {"MUG-EN-350": 2}, "pending", paid="unpaid"),
    Told("DT-1040", 0.4, 2, {"CUSH-45-BL": 4, "VASE-QY-S": 1}, "pending"),
    Told("DT-1039", 0.8, 7, {"BAG-ROLL-22": 1}, "pending", paid="outside"),
    Told("DT-1038", 1.1, 3, {"LAMP-LIN-01": 2}, "processing", shop=NIPPON),
    Told("DT-1037", 1.6, 6, {"MAT-FELT-80": 1, "CLIP-MAG-6": 3, "STAND-BAM-17": 1}, "processing"),
    Told("DT-1036", 1.9, 8, {"SPK-WOOD-5W": 1}, "processing", paid="twice"),
    Told("DT-1035", 2.3, 1, {"YOGA-NR-4": 2, "MUG-EN-350": 6}, "processing", shop=LICHT),
    Told("DT-1034", 3.0, 9, {"VASE-QY-S": 2}, "dispatched", paid="unknown"),
    Told("DT-1033", 4.2, 5, {"BAG-ROLL-22": 1, "MUG-EN-350": 1}, "dispatched"),
    Told("DT-1032", 5.0, 4, {"STAND-BAM-17": 1}, "dispatched", shop=LICHT),
    Told("DT-1031", 6.5, 0, {"MAT-FELT-80": 2}, "dispatched"),
    Told("DT-1030", 7.1, 2, {"SPK-WOOD-5W": 2, "CLIP-MAG-6": 2}, "dispatched", paid="twice"),
    Told("DT-1029", 9.4, 8, {"MAT-FELT-80": 1, "STAND-BAM-17": 1}, "completed"),
    Told("DT-1028", 11.0, 6, {"YOGA-NR-4": 1}, "alert"),
    Told("DT-1027", 12.0, 2, {"CUSH-45-BL": 1}, "canceled", paid="unpaid"),
    Told("DT-1026", 14.0, 1, {"LAMP-LIN-01": 3, "VASE-QY-S": 1, "CLIP-MAG-6": 2}, "completed"),
    Told("DT-1025", 15.0, 5, {"VASE-QY-S": 2}, "completed"),
    Told("DT-1024", 16.0, 3, {"MUG-EN-350": 12}, "completed", shop=NIPPON),
    Told("DT-1023", 17.5, 4, {"SPK-WOOD-5W": 1}, "completed", shop=LICHT),
    Told("DT-1022", 18.0, 0, {"BAG-ROLL-22": 2, "MAT-FELT-80": 1}, "completed", paid="twice"),
    Told("DT-1021", 20.0, 2, {"STAND-BAM-17": 2}, "completed"),
    Told("DT-1020", 21.0, 7, {"CUSH-45-BL": 2, "VASE-QY-S": 2}, "returned"),
    Told("DT-1019", 22.0, 8, {"YOGA-NR-4": 1, "CUSH-45-BL": 2}, "completed", paid="outside"),
    Told("DT-1018", 24.0, 9, {"MUG-EN-350": 4}, "stuck"),
    Told("DT-1017", 25.0, 6, {"CLIP-MAG-6": 5}, "completed"),
    Told("DT-1016", 28.0, 9, {"LAMP-LIN-01": 1, "MUG-EN-350": 1}, "completed"),
    Told("DT-1015", 31.0, 7, {"MAT-FELT-80": 1}, "completed"),
    Told("DT-1014", 36.0, 1, {"SPK-WOOD-5W": 1, "STAND-BAM-17": 1}, "completed"),
    Told("DT-1013", 58.0, 5, {"BAG-ROLL-22": 1}, "closed"),
    Told("DT-1012", 63.0, 0, {"YOGA-NR-4": 2}, "closed"),
    Told("DT-1011", 70.0, 4, {"MUG-EN-350": 3, "CLIP-MAG-6": 1}, "closed", shop=LICHT),
    Told("DT-1010", 78.0, 2, {"SPK-WOOD-5W": 2, "CLIP-MAG-6": 2}, "dispatched", paid="twice"),
    Told("DT-1009", 84.0, 0, {"MAT-FELT-80": 2}, "dispatched"),
    Told("DT-1008", 95.0, 9, {"MUG-EN-350": 4}, "stuck"),
    Told("DT-1007", 100.0, 5, {"BAG-ROLL-22": 1, "MUG-EN-350": 1}, "dispatched"),
    Told("DT-1006", 112.0, 4, {"STAND-BAM-17": 1}, "dispatched", shop=LICHT),
    Told("SP-3003", 0.6, 10, {"SPK-WOOD-5W": 1}, "pending", shop=SAMPLE),
    Told("SP-3004", 9.5, 10, {"LAMP-LIN-01": 2}, "pending", shop=SAMPLE, paid="unpaid"),
    Told("SP-3002", 13.0, 10, {"VASE-QY-S": 1, "CUSH-45-BL": 1}, "completed", shop=SAMPLE),
    Told("SP-3001", 40.0, 10, {"YOGA-NR-4": 1}, "completed", shop=SAMPLE),
    Told("ZF2611180004", 5.0, 10, {"MUG-EN-350": 240}, "pending", shop=BULK),
    Told("ZF2611020003", 21.0, 10, {"LAMP-LIN-01": 48, "CLIP-MAG-6": 300}, "completed", shop=BULK),
    Told("PO-5002", 6.0, 10, {"BAG-ROLL-22": 80}, "processing", shop=AHEAD),
    Told("PO-5001", 35.0, 10, {"MAT-FELT-80": 120}, "completed", shop=AHEAD),
)

KONTOR_NORD = (
    Told("KN-2006", 9.0, 6, {"LAMP-LIN-01": 4}, "completed", shop=KONTOR),
    Told("KN-2005", 0.5, 1, {"LAMP-LIN-01": 1}, "pending", shop=KONTOR),
    Told("KN-2004", 3.5, 4, {"MUG-EN-350": 2, "CLIP-MAG-6": 1}, "processing", shop=KONTOR),
    Told("KN-2003", 8.0, 7, {"SPK-WOOD-5W": 1}, "dispatched", shop=KONTOR),
    Told("KN-2002", 19.0, 6, {"VASE-QY-S": 3}, "completed", shop=KONTOR),
    Told("KN-2001", 66.0, 1, {"YOGA-NR-4": 1}, "closed", shop=KONTOR),
    Told("KN-2000", 79.0, 7, {"SPK-WOOD-5W": 1}, "dispatched", shop=KONTOR),
    Told("KN-1999", 44.0, 1, {"VASE-QY-S": 6}, "completed", shop=KONTOR),
    Told("KN-1998", 45.0, 7, {"SPK-WOOD-5W": 2}, "completed", shop=KONTOR),
    Told("SP-2101", 9.0, 11, {"STAND-BAM-17": 1}, "completed", shop=SAMPLE),
)
