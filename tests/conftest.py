"""Settings that all tests share."""

import os

from hypothesis import settings

# A property meets few examples on every run and many with `--hypothesis-profile=deep`. CI draws the
# same examples each time, so that a red run is about the change. A busy machine is no failure, so
# no example has a deadline.
settings.register_profile(
    "quick", max_examples=50, deadline=None, derandomize="CI" in os.environ, print_blob=True
)
settings.register_profile("deep", max_examples=5_000, deadline=None, print_blob=True)
settings.load_profile("quick")
