"""Holds: taking in what payment houses tell of claims, and what the platform does about one.

May use: records, core.
Never: a call to a provider.
"""
