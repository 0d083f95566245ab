"""Evidence packs, and what can be read on them."""

import random
from collections.abc import Callable
from io import BytesIO
from typing import IO

from PIL import Image
from pypdf import PdfReader

from amends.core.external_claims.packing import ClaimFacts, PackLimits
from amends.doors.console.evidence_pack.facts import PackFacts, pack_facts
from amends.doors.console.evidence_pack.pack import make_pack
from amends.doors.paper.faces import our_fonts
from amends.doors.paper.make import Paper
from amends.records.evidence.queries import EvidenceFile
from amends.records.orders.models import Order
from amends.usecases.evidence.read_file import Version, read_file
from tests.makers.cases import LATER
from tests.makers.files import encoded
from tests.makers.people import Person

WIDE = PackLimits(size=4_500_000, pages=18)


def noise(at: int, side: int = 700) -> bytes:
    """A picture that no codec makes small, another one for each number."""
    return encoded(Image.frombytes("RGB", (side, side), random.Random(at).randbytes(side * side * 3)), "PNG")


def png_of(width: int, height: int) -> bytes:
    return encoded(Image.new("RGB", (width, height), "teal"), "PNG")


def facts_of(order: Order, claim: ClaimFacts | None = None) -> PackFacts:
    found = pack_facts(order.id, claim=claim, now=LATER)
    assert found
    return found


def opener(agent: Person) -> Callable[[EvidenceFile], IO[bytes]]:
    return lambda file: read_file(evidence=file.id, version=Version.SHOWN, actor=agent.actor).file


def packed(order: Order, agent: Person, limits: PackLimits = WIDE, claim: ClaimFacts | None = None) -> Paper:
    return make_pack(facts_of(order, claim), limits=limits, fonts=our_fonts(), open_file=opener(agent))


def text_of(data: bytes) -> str:
    said = "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    return said.replace("\xa0", " ")


def pictures_of(paper: Paper) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(paper.data)).pages)
