"""Holds: orders as the platform fulfils them: kinds, stages, what was charged, what may still be claimed.

May use: money, access, refusals.
Never: disputes; an order knows only that some are open.
"""
