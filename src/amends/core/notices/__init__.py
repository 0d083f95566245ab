"""Holds: who is told of what.

May use: standing, trail.
Never: how they are told; that is the jobs' and the mail gateway's.
"""
