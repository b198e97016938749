"""A store that another implementation writes now is read and judged like the committed one."""

from pathlib import Path

from tests.audit_cli.stored import STALE, looked_at, memory
from tests.audit_cli.verdicts import answer, failed
from tests.fixtures.stores.make import AUTH_STATE, FRIEND
from tests.interop.auth_state import write_store
from tests.interop.conftest import StartPeer


def test_its_linking_holds_and_its_sessions_are_read(node: StartPeer, tmp_path: Path) -> None:
    folder = tmp_path / "auth"
    write_store(node("../auth_state.mjs"), folder)
    written = {path.name for path in folder.iterdir()}
    assert written == {path.name for path in AUTH_STATE.iterdir()}
    report = looked_at(folder)
    assert {answer(report, rule) for rule in ("LINK-2", "DEV-1", "DEV-2", "DEV-5")} == {"pass"}
    assert failed(report) == {"DEV-4"}
    assert (FRIEND, 3) in {(s.account, s.device) for s in memory(folder).sessions}
    assert report.answers[STALE].points == ()
