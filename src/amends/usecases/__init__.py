"""Holds: what may be asked of Amends, one verb a file, one transaction an ask.

May use: records, core.
Never: the clock, the network, HTTP.
"""
