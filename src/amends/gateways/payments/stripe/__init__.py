"""Holds: Stripe behind the port, through its own SDK, and a Stripe of our own that can misbehave.

May use: core, the port.
Never: a second way to pay: what was asked once is looked for, or asked again under its first key.
"""
