"""Asking our own web server whether it is ready."""

import http.client

from amends.config.processes.address import WebAddress


def healthy(address: WebAddress) -> bool:
    """Whether GET /healthz answers 200: web, database and worker are ready."""
    connection = http.client.HTTPConnection(address.nearby, address.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
