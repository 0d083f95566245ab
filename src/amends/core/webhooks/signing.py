"""How a signing secret is written, by Standard Webhooks 1.0."""

import base64

PREFIX = "whsec_"


def written(secret: bytes) -> str:
    """As its holder gets it."""
    return PREFIX + base64.b64encode(secret).decode()
