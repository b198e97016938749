"""What opens a store, and what is said when nothing does."""

from pathlib import Path

import click
import pytest

from mdaudit.reference.client.connecting import remote_of
from mdaudit.reference.client.lists.directory import refresh
from mdaudit.reference.client.lists.removing import remove
from mdaudit.reference.client.own.wiping import WipedError
from mdaudit.reference.commands.options import StoreChoice, described, secret_from, with_server
from mdaudit.reference.sealing import KeyFile, Passphrase
from tests.reference.client.newcomers import Keeping, hand_over, linked, registered
from tests.reference.client.town import SECRET, a_town


@pytest.fixture(autouse=True)
def _no_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MDREF_PASSPHRASE", raising=False)


def file(folder: Path, content: bytes) -> Path:
    """Write a file and return its name."""
    path = folder / "secret"
    path.write_bytes(content)
    return path


def test_a_secret_comes_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert secret_from(None, file(tmp_path, b"k" * 32)) == KeyFile(b"k" * 32)
    assert secret_from(file(tmp_path, b"open it\nnot this\n"), None) == Passphrase("open it")
    monkeypatch.setenv("MDREF_PASSPHRASE", "from outside")
    assert secret_from(None, None) == Passphrase("from outside")


def test_without_a_secret_nothing_is_opened() -> None:
    with pytest.raises(click.UsageError, match="got none; name --passphrase-file"):
        secret_from(None, None)


def test_an_empty_passphrase_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(click.UsageError, match="got nothing"):
        secret_from(file(tmp_path, b"\nsecond line"), None)
    monkeypatch.setenv("MDREF_PASSPHRASE", "")
    with pytest.raises(click.UsageError, match="got nothing"):
        secret_from(None, None)


def test_a_secret_that_is_none_is_refused(tmp_path: Path) -> None:
    short = file(tmp_path, b"k" * 31)
    with pytest.raises(click.UsageError, match="32 bytes, got 31"):
        secret_from(None, short)
    with pytest.raises(click.UsageError, match="got both"):
        secret_from(short, short)
    with pytest.raises(click.UsageError, match="No such file"):
        secret_from(None, tmp_path / "missing")


def test_a_server_is_a_url() -> None:
    @with_server
    @click.command()
    def show(server: str) -> None:
        click.echo(server)

    for wrong in ("localhost:1", "http://", "http://a b", "http://[::1", "http://a:70000", ""):
        with pytest.raises(click.BadParameter, match="expected an http or https URL such as"):
            show.main(["--server", wrong], standalone_mode=False)


def test_a_name_has_an_end() -> None:
    @described("phone")
    @click.command()
    def show(name: str, platform: str) -> None:
        click.echo(name + platform)

    show.main(["--name", "n" * 80], standalone_mode=False)
    for option in ("--name", "--platform"):
        with pytest.raises(click.BadParameter, match="at most 80 characters, got 81"):
            show.main([option, "n" * 81], standalone_mode=False)


def test_a_stop_that_was_interrupted_is_made_up_for(tmp_path: Path) -> None:
    with a_town(tmp_path, Keeping()) as town, registered(town) as phone:
        laptop = linked(town, phone)
        remove(phone, laptop.index)
        hand_over(phone)
        with laptop, remote_of(laptop) as remote:
            refresh(laptop, remote, laptop.account)
            assert laptop.store.get("identity") is not None
        choice = StoreChoice(laptop.store.path, SECRET, town.clock)
        for _ in range(2):
            with pytest.raises(WipedError, match="VER-5"):
                choice.opened()
