"""Who may tell of orders: the platform's own systems, and Amends itself (the operator's imports)."""

from amends.core.access import Actor, Permission, Side, require


def require_order_writer(actor: Actor) -> None:
    """Raises Forbidden for anybody else."""
    if actor.side is not Side.SYSTEM:
        require(actor, Permission.PLATFORM_ORDER_WRITE)
