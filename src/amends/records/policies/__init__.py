"""Holds: versions of the policy, findings and departures, shadow findings, trials.

May use: core, and the rooms its foreign keys point to.
Never: a change of a version that was approved, or of a finding.
"""
