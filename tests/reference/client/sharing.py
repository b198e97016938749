"""What tests of settings set and look at."""

from mdaudit.reference.app_state.settings import Setting
from mdaudit.reference.client.app_state.replaying import app_state_of
from mdaudit.reference.client.app_state.writing import change_setting
from tests.reference.client.town import Resident
from tests.reference.scene import BOB

NAME, MUTED = Setting("name", "Alice"), Setting(f"mute:{BOB}", "on")


def change(resident: Resident, setting: Setting) -> None:
    change_setting(resident.device, resident.remote, setting)


def settings(resident: Resident) -> list[Setting]:
    return list(app_state_of(resident.device).settings())


def flipped(octets: bytes, where: int = -30) -> bytes:
    """Return the bytes with one bit changed: of a code, unless told where."""
    changed = bytearray(octets)
    changed[where] ^= 1
    return bytes(changed)
