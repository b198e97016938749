"""A peer answers, says why it refuses, and is never quietly left out."""

import shutil

import pytest

from tests.interop import conftest
from tests.interop.conftest import StartPeer
from tests.interop.peer import PeerRefusedError

pytest_plugins = ["pytester"]

TEST = """
pytest_plugins = ["tests.interop.conftest"]
def test_with_a_peer(node):
    node("libsignal.mjs")
"""


def test_a_peer_answers_and_says_why_it_refuses(node: StartPeer) -> None:
    peer = node("libsignal.mjs")
    with pytest.raises(PeerRefusedError, match="No sessions"):
        peer.ask("encrypt", plaintext="00")
    assert peer.ask("bundle", one_time=3)["one_time"]["id"] == 3


@pytest.mark.parametrize("absent", ["node", "packages"])
@pytest.mark.parametrize(("required", "outcome"), [("0", "skipped"), ("1", "errors")])
def test_what_is_missing_is_said_and_fails_where_it_is_required(
    absent: str,
    required: str,
    outcome: str,
    pytester: pytest.Pytester,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("REQUIRE_INTEROP", required)
    if absent == "node":
        monkeypatch.setattr(shutil, "which", lambda _program: None)
    else:
        monkeypatch.setattr(conftest, "FOLDER", pytester.path)
        monkeypatch.setattr(shutil, "which", lambda program: program)
    pytester.makepyfile(TEST)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-rs")
    result.assert_outcomes(**{outcome: 1})
    expected = "node is not installed" if absent == "node" else "npm ci --ignore-scripts"
    result.stdout.fnmatch_lines([f"*{expected}*"])
