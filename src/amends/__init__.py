"""Amends: the open-source dispute centre for dropshipping and fulfilment platforms."""
