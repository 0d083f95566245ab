"""Holds: the demo's story: people, products and orders that anyone can try Amends on.

May use: usecases, records' queries, core.
Never: anything outside a demo; its passwords are printed.
"""
