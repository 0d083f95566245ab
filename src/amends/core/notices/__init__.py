"""Holds: who is told of what, and in which words.

May use: money, standing, trail.
Never: how they are told; that is the jobs' and the mail gateway's.
"""
