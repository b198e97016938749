"""`mdref link`: two processes, and a picture or eight characters between them."""

import signal
import stat

import pytest

from mdaudit.reference.client.linking.picture import payload_of, read_picture
from mdaudit.reference.commands.exit_codes import ExitCode
from tests.reference.commands.desk import PATIENCE, Desk
from tests.reference.scene import ALICE


def test_a_companion_is_linked_by_its_picture(desk: Desk) -> None:
    desk.phone()
    picture = desk.folder / "code.png"
    with desk.started("laptop", "link", "--picture", str(picture), "--text") as process:
        desk.wait_for(picture)
        assert stat.S_IMODE(picture.stat().st_mode) == 0o600
        payload = payload_of(read_picture(picture))
        assert desk.run("phone", "scan", str(picture)) == f"linked: device 1 of {ALICE}\n"
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert "█" in out
    assert f"payload: {payload}" in out.splitlines()
    assert out.splitlines()[-1] == f"linked: device 1 of {ALICE}"
    assert not picture.exists()


def test_a_companion_is_linked_by_eight_characters(desk: Desk) -> None:
    desk.phone()
    with desk.started("laptop", "link", "--code-for", ALICE) as process:
        assert process.stdout is not None
        word, code = process.stdout.readline().split()
        assert word == "code:"
        said = desk.run("phone", "scan", "--code", code.lower())
        assert said == f"linked: device 1 of {ALICE}\n"
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, f"linked: device 1 of {ALICE}\n"), err


def test_a_companion_that_was_killed_goes_on_with_its_code(desk: Desk) -> None:
    desk.phone()
    picture, again = desk.folder / "code.png", desk.folder / "again.png"
    with desk.started("laptop", "link", "--picture", str(picture)) as process:
        desk.wait_for(picture)
        process.kill()
        process.communicate()
    with desk.started("laptop", "link", "--picture", str(again)) as process:
        desk.wait_for(again)
        assert read_picture(again) == read_picture(picture)
        assert desk.run("phone", "scan", str(picture)) == f"linked: device 1 of {ALICE}\n"
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert out.endswith(f"linked: device 1 of {ALICE}\n")


def test_a_companion_that_was_interrupted_goes_on_with_its_code(desk: Desk) -> None:
    picture, again = desk.folder / "code.png", desk.folder / "again.png"
    with desk.started("laptop", "link", "--picture", str(picture)) as process:
        desk.wait_for(picture)
        code = read_picture(picture)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.INTERRUPTED
    assert err.strip() == "mdref: interrupted; the same command goes on, or begins again"
    with desk.started("laptop", "link", "--picture", str(again)):
        desk.wait_for(again)
        assert read_picture(again) == code


def test_a_companion_that_was_killed_after_the_approval_goes_on(desk: Desk) -> None:
    desk.phone()
    picture = desk.folder / "code.png"
    with desk.started("laptop", "link", "--picture", str(picture)) as process:
        desk.wait_for(picture)
        process.kill()
        process.communicate()
    said = desk.run("phone", "scan", str(picture), "--wait", "0")
    assert said == f"approved: device 1 of {ALICE}, which has not signed back\n"
    assert "has not signed back" in desk.run("phone", "devices")
    assert desk.run("laptop", "link").endswith(f"linked: device 1 of {ALICE}\n")
    desk.run("phone", "receive")
    assert "has not signed back" not in desk.run("phone", "devices")


def test_an_attempt_without_a_primary_ends(desk: Desk) -> None:
    picture = desk.folder / "code.png"
    with desk.started("laptop", "link", "--picture", str(picture)) as process:
        desk.wait_for(picture)
        desk.later(160 + 61)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == ExitCode.UNUSABLE
    assert err == (
        "mdref: linking: expected a primary that sees the code, got none in time; "
        "begin again with a new code\n"
    )
    assert not picture.exists()


def test_a_linked_store_is_not_linked_again(desk: Desk) -> None:
    desk.phone()
    assert f"device 0 of {ALICE}" in desk.run("phone", "link", code=ExitCode.USAGE)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--server", "nowhere"), ExitCode.USAGE),
        (("--server", "http://127.0.0.1:1"), ExitCode.UNUSABLE),
        (("--picture", "no/such/folder/code.png"), ExitCode.USAGE),
        (("--code-for", "15550100099"), ExitCode.UNUSABLE),
        (("--nonsense",), ExitCode.USAGE),
    ],
)
def test_misuse_of_link(desk: Desk, arguments: tuple[str, ...], code: ExitCode) -> None:
    desk.run("laptop", "link", *arguments, code=code)
    assert not desk.store("laptop").exists()
