"""What an audit says about a client's store."""

from pathlib import Path

from mdaudit.audit_cli.findings import Report
from mdaudit.audit_cli.inputs.client_store import ClientStore
from mdaudit.audit_cli.inputs.document import Document
from mdaudit.audit_cli.inputs.lone_object import Given
from mdaudit.audit_cli.inputs.recognise import documents
from mdaudit.audit_cli.trial.answers import DirectAnswer
from tests.audit_cli.verdicts import report_on
from tests.fixtures.stores.make import LOOKED_AT

STALE, UNREACHED, UNLINKED = range(3)
"""The places of the answers in a report."""


def stored(path: Path, at: int = LOOKED_AT) -> list[Document]:
    """Return the documents of a store."""
    return list(documents(str(path), Given(at)))


def memory(path: Path) -> ClientStore:
    """Return what the client of the first store remembers."""
    store = stored(path)[0].store
    assert store is not None
    return store


def looked_at(path: Path, at: int = LOOKED_AT) -> Report:
    """Audit the last store at a path."""
    return report_on(stored(path, at)[-1])


def answer_of(path: Path, question: int, at: int = LOOKED_AT) -> DirectAnswer:
    """Return the answer to a question about the last store at a path."""
    return looked_at(path, at).answers[question]


def points(answer: DirectAnswer) -> list[str]:
    """Return what an answer rests on, in words."""
    return [point.words for point in answer.points]
