"""The asks of the load: order `n` is the same order for the floor (floor.pgbench) and for the API."""

import json
from uuid import UUID

ACCOUNTS = 20
ORDERS = 100_000
WORDS = "The buyer no longer wants it; please stop this order before it is packed."


def token(n: int) -> str:
    """The bearer token of the account that owns order `n`."""
    return f"amends_bench_{n % ACCOUNTS}"


def line_id(n: int) -> UUID:
    """The first line of order `n`, as seed_orders.sql's bench_id has it."""
    return UUID(f"01980000-0000-7002-8000-{2 * n:012x}")


def dispute_id(n: int) -> UUID:
    """The seeded dispute about order `n`, as seed_refunds.sql has it."""
    return UUID(f"01980000-0000-7004-8000-{n:012x}")


def open_body(n: int) -> bytes:
    """The body of POST /api/v1/disputes for order `n`: one of two units, with a message and both keys."""
    return json.dumps(
        {
            "order": f"B-{n}",
            "lines": [{"line_id": str(line_id(n)), "quantity": 1}],
            "reason": "order_cancellation",
            "wish": "refund_wallet",
            "amount": None,
            "message": WORDS,
            "buyer_email": "",
            "request_key": f"own-{n}",
        }
    ).encode()


def open_request(n: int) -> bytes:
    """The whole HTTP request."""
    body = open_body(n)
    head = (
        f"POST /api/v1/disputes HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token(n)}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: bench-{n}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get_request(path: str, *, bearer: str = "", cookie: str = "") -> str:
    """A GET with a token or a session."""
    said = f"Authorization: Bearer {bearer}\r\n" if bearer else f"Cookie: {cookie}\r\n"
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{said}\r\n"
