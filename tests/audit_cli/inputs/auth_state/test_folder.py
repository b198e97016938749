"""The folder of an auth state is known by its credentials."""

from pathlib import Path

import pytest

from mdaudit.audit_cli.inputs.auth_state.folder import is_auth_state


def test_credentials_make_an_auth_state(tmp_path: Path) -> None:
    assert not is_auth_state(tmp_path)
    (tmp_path / "creds.json").write_text("{}")
    assert is_auth_state(tmp_path)


def test_a_folder_that_nobody_may_look_into_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "creds.json").write_text("{}")

    def denied(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "is_file", denied)
    assert not is_auth_state(tmp_path)
