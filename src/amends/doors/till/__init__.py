"""Holds: the page on which a demo's visitor pays at the sandbox payment house.

May use: the sandbox gateway.
Never: a row of ours, or a page outside a demo.
"""
