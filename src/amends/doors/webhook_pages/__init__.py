"""Holds: what merchants' and staff's pages of webhooks share: lists, forms, a delivery's story, and their paths.

May use: usecases, records' queries, gateways' renderings, core.
Never: an endpoint other than the actor's own, or a door by name; each door says what it is in its `Desk`.
"""
