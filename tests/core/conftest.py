"""Properties are tried without a deadline: on a busy machine slowness is no failure."""

from hypothesis import settings

settings.register_profile("patient", deadline=None, max_examples=60)
settings.load_profile("patient")
