"""All three questions, asked about one store."""

from __future__ import annotations

from collections.abc import Iterator

from mdaudit.audit_cli.trial.answers.answer import DirectAnswer
from mdaudit.audit_cli.trial.answers.asked import Asked
from mdaudit.audit_cli.trial.answers.stale import which_are_stale
from mdaudit.audit_cli.trial.answers.unlinked import why_unlinked
from mdaudit.audit_cli.trial.answers.unreached import whom_messages_miss


def answers(asked: Asked) -> Iterator[DirectAnswer]:
    """The answers, in the order in which reports show them."""
    yield which_are_stale(asked)
    yield whom_messages_miss(asked)
    yield why_unlinked(asked)
