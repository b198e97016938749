"""Choices for a walk, by Hypothesis."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from mdaudit.checks.walk.moves import Choose

# Hypothesis draws where a walk's choices come from, repeats walks and remembers those that failed.
# A walk takes a thousand choices, more than it would draw and shrink one by one; a walk to a fault
# becomes a story by leaving out moves instead.
WALKS = settings(
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)

CHOICES: st.SearchStrategy[Choose] = st.randoms(use_true_random=True).map(
    lambda source: source.randrange
)
"""A choice among so many."""
