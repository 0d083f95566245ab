"""Holds: double entry: accounts, postings from source to destination, reversal by swapping.

May use: money.
Never: an update; what was posted stays posted.
"""
