"""Holds: reading orders from the rows of a file: mappings of its columns, what its cells say, why a row is rejected.

May use: money, refusals, the orders room.
Never: a file, an encoding, a database; rows come in as texts with their line numbers.
"""
