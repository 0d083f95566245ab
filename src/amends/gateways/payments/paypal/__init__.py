"""Holds: PayPal over httpx (orders, payments, disputes, webhooks, transaction search), and a house like it for tests.

May use: the port, core.
Never: the simulated house from the gateway, or the other way round; what both got wrong, no test would see.
"""
