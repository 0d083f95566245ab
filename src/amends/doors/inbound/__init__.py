"""Holds: the door through which payment houses tell what happened there.

May use: usecases, records, core; of gateways the registry and the port, to tell whose a message is.
Never: doing what a message says; it is kept, and answered at once.
"""
