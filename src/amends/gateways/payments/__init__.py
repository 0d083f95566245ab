"""Holds: payment houses behind one port, each real one with a simulator beside it that can misbehave.

May use: core.
Never: a row of ours; what a provider knows, it keeps itself.
"""
