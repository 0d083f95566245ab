"""Which disputes the demo has, in every state; a story is an order, what its merchant asked, and what came of it."""

from dataclasses import dataclass
from typing import Literal

from amends.core.decisions.award import Outcome
from amends.core.decisions.departing import Departing, DepartReason
from amends.core.disputes.reasons import Detail, Reason, Wish

Happening = Literal[
    "ask", "offer", "agree", "decline", "approve", "reject", "withdraw", "late", "settle", "say", "answer"
]


@dataclass(frozen=True, slots=True)
class Step:
    """What happened `hours` ago. `say` is the agent's message, `answer` the merchant's; `late`: the due time passed."""

    hours: float
    what: Happening
    words: str = ""
    outcome: Outcome = Outcome.REFUND_WALLET
    amount: int = 0
    departing: Departing | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A dispute opened `hours` ago on units by SKU. `complaint` is what the buyer wrote, in a screenshot."""

    order: str
    hours: float
    units: dict[str, int]
    reason: Reason
    wish: Wish
    message: str
    complaint: str = ""
    steps: tuple[Step, ...] = ()
    amount: str = ""
    detail: Detail | None = None


DEMO_TRADING = (
    Told("DT-1040", 3, {"CUSH-45-BL": 4}, Reason.ORDER_CANCELLATION, Wish.REFUND_WALLET,
         "The buyer ordered the wrong color and wants to order again."),
    Told("DT-1026", 34, {"LAMP-LIN-01": 3}, Reason.DAMAGED, Wish.REFUND_WALLET,
         "The buyer unpacked it on camera: two shades are cracked.\n客户说包装盒完好，但灯罩已经碎裂，请尽快处理。",
         "Hello, two of the three lamps\narrived with a cracked shade.\nI would like my money back.",
         (Step(20, "say", "Thank you for the pictures. Is the third lamp sound?"),
          Step(18, "answer", "Yes, only two are broken. 第三盏完好。"),
          Step(5, "offer", "Two of three lamps arrived broken. We refund both and their share of the shipping.",
               Outcome.REFUND_WALLET, 2800,
               Departing(DepartReason.SETTLED_BETWEEN_US, "The merchant says that only two of three broke."))),
         detail=Detail.BADLY_DAMAGED),
    Told("DT-1025", 30, {"VASE-QY-S": 1}, Reason.BAD_QUALITY, Wish.REFUND_WALLET,
         "The glaze flakes off.", "The glaze of the vase comes off\nwhen I wash it.",
         (Step(21, "ask", "Please add a picture of the flaked glaze from near, the bottom of the vase beside it."),),
         detail=Detail.BADLY_MADE),
    Told("DT-1010", 40, {"SPK-WOOD-5W": 1}, Reason.DELAYED, Wish.RESEND,
         "No scan for weeks; the buyer waits for a present.", "Where is my parcel?\nThe birthday is on Sunday.",
         (Step(10, "offer", "The parcel is probably lost. We send the speaker again by express.", Outcome.RESEND),)),
    Told("DT-1009", 55, {"MAT-FELT-80": 2}, Reason.DELAYED, Wish.REFUND_WALLET,
         "The parcel stands still.", "It has been months. Please cancel.", (Step(6.5, "late"),)),
    Told("DT-1022", 26, {"BAG-ROLL-22": 1}, Reason.WRONG_PRODUCT, Wish.REFUND_ORIGINAL,
         "One of the two backpacks is black instead of rust.", "I ordered rust, one came in black.",
         (Step(0.05, "approve", "The picture shows it plainly. Our mistake."),)),
    Told("DT-1021", 240, {"STAND-BAM-17": 2}, Reason.MISSING_PARTS, Wish.REFUND_WALLET,
         "The silicone feet are missing in both boxes.", "Both stands came without\ntheir feet.",
         (Step(228, "approve", "Approved as asked."), Step(227.9, "settle")), amount="15.00",
         detail=Detail.PARTS),
    Told("DT-1024", 170, {"MUG-EN-350": 12}, Reason.NOT_RECEIVED, Wish.RESEND,
         "Tracking says delivered, but nobody got it. The post office certifies it.", "I never got the mugs.",
         (Step(150, "offer", "We send the twelve mugs again.", Outcome.RESEND),
          Step(148, "agree"), Step(147.9, "settle"))),
    Told("DT-1023", 150, {"SPK-WOOD-5W": 1}, Reason.BAD_QUALITY, Wish.REFUND_WALLET,
         "The buyer does not like its sound.", "It sounds tinny to me.",
         (Step(120, "reject", "The speaker works as described; that it does not please is not covered."),)),
    Told("DT-1017", 300, {"CLIP-MAG-6": 2}, Reason.MISSING_PARTS, Wish.REFUND_WALLET,
         "Two sets lack a clip.", "Two boxes had five clips\ninstead of six.",
         (Step(290, "withdraw"),), detail=Detail.PARTS),
    Told("DT-1008", 200, {"MUG-EN-350": 4}, Reason.NOT_RECEIVED, Wish.REFUND_WALLET,
         "Tracking expired.", "No mugs so far.",
         (Step(190, "ask", "Please add the buyer's complaint with its date."), Step(21, "late"))),
    Told("SP-3002", 28, {"VASE-QY-S": 1}, Reason.DAMAGED, Wish.REFUND_WALLET, "The sample arrived in shards.",
         detail=Detail.BADLY_DAMAGED),
    Told("ZF2611020003", 44, {"LAMP-LIN-01": 6}, Reason.DAMAGED, Wish.REFUND_WALLET,
         "Six of 48 lamps are broken; the pallet was dropped.", "",
         (Step(12, "offer", "We can take over half of it; the carrier pays the rest.", Outcome.REFUND_WALLET, 3800),)),
    Told("PO-5001", 46, {"MAT-FELT-80": 20}, Reason.WRONG_PRODUCT, Wish.REFUND_WALLET,
         "One carton holds gray mats instead of charcoal.", "",
         (Step(30, "offer", "We offer a third, you keep the mats.", Outcome.REFUND_WALLET, 6000),
          Step(8, "decline", "A third is too little: I cannot sell this color. Half would be right."))),
)  # fmt: skip

KONTOR_NORD = (
    Told("KN-1998", 880, {"SPK-WOOD-5W": 1}, Reason.BAD_QUALITY, Wish.REFUND_WALLET,
         "Ein Lautsprecher bleibt stumm.", "It makes no sound at all.",
         (Step(864, "approve", "Approved as asked."), Step(863.9, "settle")), detail=Detail.DEFECTIVE),
    Told("KN-1999", 870, {"VASE-QY-S": 2}, Reason.DAMAGED, Wish.REFUND_WALLET,
         "Zwei Vasen kamen in Scherben an.", "Zwei der Vasen sind zerbrochen.",
         (Step(850, "approve", "Approved as asked."), Step(849.9, "settle")), detail=Detail.BADLY_DAMAGED),
    Told("KN-2006", 30, {"LAMP-LIN-01": 1}, Reason.BAD_QUALITY, Wish.REFUND_WALLET,
         "Der Dimmer einer Lampe ist ohne Funktion.", "The dimmer does not work.",
         (Step(20, "approve", "Approved as asked."), Step(13, "settle")), detail=Detail.DEFECTIVE),
    Told("KN-2000", 12, {"SPK-WOOD-5W": 1}, Reason.DELAYED, Wish.REFUND_WALLET,
         "Seit Tagen kein Scan.", "Wo bleibt mein Paket?"),
)  # fmt: skip
