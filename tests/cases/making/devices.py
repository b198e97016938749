"""Cases about devices: who is believed in, and by what evidence; and about bytes."""

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import (
    DAY,
    LAPTOP,
    MALLORY,
    PHONE,
    START,
    TABLET,
    Evidence,
    companion,
    device,
    listed,
    received,
    shown,
)
from tests.audit_cli.signing import base64, certificate, device_list
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    FAIL,
    INCONCLUSIVE,
    OWNER,
    PASS,
    SERVER,
    UNKNOWN,
    Made,
    alice,
    case,
    found,
)

FIRST = shown(100, listed(10, (0, 1)))
AT = ("--at", str(START + 200))
"""When a lone object came."""


def with_devices(*devices: Evidence) -> Evidence:
    """Return evidence about Alice's devices."""
    return alice(lists=[FIRST], hints=[], devices=list(devices))


@case("WIRE-1", PASS, "The list signature is over the prefix of lists and the received bytes.")
def _right_prefix() -> Evidence:
    return alice(lists=[FIRST], hints=[])


@case(
    "WIRE-1",
    FAIL,
    "The list is signed with the prefix of hosted accounts, and the client accepted it.",
    found("WIRE-1", UNKNOWN, CLIENT),
    found("LIST-1", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _prefix_of_hosted_accounts() -> Evidence:
    mixed_up = listed(10, (0, 1), signed_as_hosted=True)
    return alice(lists=[shown(100, mixed_up)], hints=[])


@case("WIRE-1", INCONCLUSIVE, "No key is known under which the signature could be verified.")
def _no_key_to_verify_with() -> Evidence:
    return alice(lists=[FIRST], hints=[], pins=ABSENT)


@case("WIRE-2", PASS, "The bytes of the list have one reading.")
def _one_reading() -> Evidence:
    return alice(lists=[FIRST], hints=[])


@case(
    "WIRE-2",
    FAIL,
    "The list ends in the middle of a field, and the client accepted it.",
    found("WIRE-2", UNKNOWN, CLIENT),
    code=ExitCode.MEDIUM,
)
def _cut_off() -> Evidence:
    return alice(lists=[shown(100, listed(10, (0, 1))[:-7])], hints=[])


@case("DEV-0", PASS, "The companion stands at index 1.")
def _companion_at_index_one() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1))


@case(
    "DEV-0",
    FAIL,
    "A second key is certified for index 0, and the client opened a session with it.",
    found("DEV-0", OWNER, CLIENT),
    found("DEV-7", OWNER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _second_primary() -> Evidence:
    return with_devices(companion(0, TABLET, 0))


@case("DEV-1", PASS, "The pinned primary certified the device.")
def _certified_by_the_pin() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1))


@case(
    "DEV-1",
    FAIL,
    "Another key certified the device, and the client opened a session with it.",
    found("DEV-1", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _certified_by_a_stranger() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1, owner=MALLORY, names=PHONE))


@case("DEV-1", INCONCLUSIVE, "Nobody collected which key was pinned.")
def _no_pin_for_the_device() -> Evidence:
    return alice(lists=[FIRST], hints=[], devices=[companion(3, LAPTOP, 1)], pins=ABSENT)


@case("DEV-2", PASS, "The device signed back, and named the pinned primary.")
def _signed_back() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1))


@case(
    "DEV-2",
    FAIL,
    "The device signed back for another primary, and the client opened a session with it.",
    found("DEV-2", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _signed_back_for_another() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1, names=MALLORY))


@case("DEV-2", INCONCLUSIVE, "Nobody collected which primary the device should name.")
def _no_pin_to_be_named() -> Evidence:
    return alice(lists=[FIRST], hints=[], devices=[companion(3, LAPTOP, 1)], pins=ABSENT)


@case("DEV-3", PASS, "The message comes from a device that the held list names.")
def _listed_sender() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1)) | {"received": [received("r1", 500, 3, LAPTOP)]}


@case(
    "DEV-3",
    FAIL,
    "A message was shown of a device that the held list does not name.",
    found("DEV-3", CLIENT),
    code=ExitCode.CRITICAL,
)
def _unlisted_sender() -> Evidence:
    whole = with_devices(companion(3, LAPTOP, 1), companion(5, TABLET, 2))
    return whole | {"received": [received("r1", 500, 5, TABLET)]}


@case("DEV-3", INCONCLUSIVE, "The lists were not collected.")
def _sender_without_a_list() -> Evidence:
    whole = alice(hints=[], devices=[companion(3, LAPTOP, 1)])
    return whole | {"received": [received("r1", 500, 3, LAPTOP)]}


@case("DEV-4", PASS, "The certificate of the device is there.")
def _certificate_there() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1))


@case(
    "DEV-4",
    FAIL,
    "The client opened a session with a device that came without a certificate.",
    found("DEV-4", SERVER, CLIENT),
    code=ExitCode.CRITICAL,
)
def _no_certificate() -> Evidence:
    return with_devices(device(3, LAPTOP, None))


@case("DEV-4", INCONCLUSIVE, "Whether there is a certificate was not collected.")
def _certificate_not_collected() -> Evidence:
    bare = device(3, LAPTOP, None)
    del bare["signed_device_identity"]
    return with_devices(bare)


@case("DEV-5", PASS, "The key that comes along is the pinned one.")
def _pinned_key_along() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1, embedded=PHONE.public))


@case(
    "DEV-5",
    FAIL,
    "Another account key came along, and the client opened a session all the same.",
    found("DEV-5", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _another_key_along() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1, embedded=MALLORY.public))


@case("DEV-5", INCONCLUSIVE, "A key came along, and nobody collected which one was pinned.")
def _key_along_without_a_pin() -> Evidence:
    with_key = companion(3, LAPTOP, 1, embedded=PHONE.public)
    return alice(lists=[FIRST], hints=[], devices=[with_key], pins=ABSENT)


@case("DEV-6", PASS, "Device and list are end-to-end encrypted ones, like the account.")
def _end_to_end() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1))


@case(
    "DEV-6",
    FAIL,
    "A hosted device was accepted for an account that is end-to-end encrypted.",
    found("DEV-6", OWNER, CLIENT),
    code=ExitCode.MEDIUM,
)
def _hosted_device() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1, hosted=True))


@case("DEV-7", PASS, "Two devices have two indexes and two keys.")
def _two_of_each() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1), companion(5, TABLET, 2))


@case(
    "DEV-7",
    FAIL,
    "Two keys are certified for one index, and the client opened a session with both.",
    found("DEV-7", OWNER, CLIENT),
    code=ExitCode.HIGH,
)
def _two_keys_for_one_index() -> Evidence:
    return with_devices(companion(3, LAPTOP, 1), companion(5, TABLET, 1, at=300))


@case(
    "DEV-7",
    FAIL,
    "Two keys are certified for one index; the client refused one of them, and has done no wrong.",
    found("DEV-7", OWNER),
    code=ExitCode.HIGH,
)
def _two_keys_of_which_one_was_refused() -> Evidence:
    refused = companion(3, LAPTOP, 1) | {"session": False}
    return with_devices(refused, companion(5, TABLET, 1, at=300))


@case("DEV-7", INCONCLUSIVE, "One certificate alone does not say which other keys were accepted.")
def _alone() -> Made:
    files = {"identity.b64": base64(certificate(PHONE, LAPTOP, 1, time=START)).encode()}
    keys = ("--primary-key", PHONE.public.hex(), "--identity-key", LAPTOP.public.hex())
    return files, ("identity.b64", *keys, *AT)


@case("LIST-8", INCONCLUSIVE, "A message was shown, and nobody collected which list was held.")
def _age_not_known() -> Evidence:
    whole = alice(hints=[], devices=[companion(3, LAPTOP, 1)])
    return whole | {"received": [received("r1", 500, 3, LAPTOP)]}


@case(
    "LIST-8",
    FAIL,
    "A companion's message was shown by a list that had expired.",
    found("DEV-3", CLIENT),
    found("FAN-2", CLIENT),
    found("LIST-8", CLIENT),
    code=ExitCode.CRITICAL,
)
def _shown_by_an_expired_list() -> Evidence:
    late = received("r1", 36 * DAY, 3, LAPTOP)
    whole = with_devices(companion(3, LAPTOP, 1))
    return whole | {"received": [late]}


@case("LIST-1", INCONCLUSIVE, "A lone list, without the key that was pinned.")
def _lone_list() -> Made:
    return {"list.bin": device_list(PHONE, START, (0, 1))}, ("list.bin", *AT)
