"""Three questions that people ask about a client's store, each with a direct answer.

Which companions are stale in here, whose main device will not get my messages, and why might I have
been unlinked. An answer is not a verdict: it counts nowhere and blames nobody. It says what the
store shows, where, and what a store cannot tell.

A report holds them in `Report.answers`: for each store one `DirectAnswer` to each question, in the
order of the questions. There is none for evidence of another kind.
"""

from mdaudit.audit_cli.trial.answers.answer import DirectAnswer, Point

__all__ = ["DirectAnswer", "Point"]
