"""Holds: the ways out, to payment houses and mail, each beside a simulator that can misbehave.

May use: usecases, records, core.
Never: a database transaction around a call.
"""
