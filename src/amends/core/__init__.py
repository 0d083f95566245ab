"""Holds: the rules of disputes, money and evidence, as pure Python. Read it as the story of a dispute.

May use: nothing but the standard library's pure parts.
Never: Django, the clock, randomness, files, the network.
"""
