"""Cases about linking, as the companion saw it."""

from mdaudit.audit_cli.exit_codes import ExitCode
from tests.audit_cli.honest import BOB, BOB_LAPTOP, BOB_PHONE, MALLORY, START, Evidence, device, pin
from tests.audit_cli.signing import KeyPair, base64, certificate, linking_payload
from tests.cases.making.case import (
    ABSENT,
    CLIENT,
    DEVICE,
    FAIL,
    INCONCLUSIVE,
    OWNER,
    PASS,
    UNKNOWN,
    Made,
    about,
    case,
    evidence,
    found,
)

SECRET = KeyPair.named("what the code shows").private
OTHER = KeyPair.named("what no code shows").private
KEYS = (
    "--linking-secret",
    SECRET.hex(),
    "--identity-key",
    BOB_LAPTOP.public.hex(),
    "--at",
    str(START),
)


def identity(owner: KeyPair, embedded: KeyPair | None = None, later: int = 0) -> bytes:
    """Return what a primary signs of Bob's laptop, with its key along."""
    along, time = (embedded or owner).public, START + later
    return certificate(owner, BOB_LAPTOP, 1, time=time, life=9, embedded=along, consent=False)


def signed_back(owner: KeyPair, later: int = 0) -> Evidence:
    """Return Bob's laptop with its consent to a primary."""
    signed = certificate(owner, BOB_LAPTOP, 1, time=START + later, life=9)
    return device(1, BOB_LAPTOP, signed, 200)


def attempt(inner: bytes, secret: bytes = SECRET, at: int = 100) -> Evidence:
    """Return a payload as Bob's laptop got it."""
    return {
        "hmac_object": base64(linking_payload(inner, secret)),
        "linking_secret": base64(SECRET),
        "companion_key": base64(BOB_LAPTOP.public),
        "at": START + at,
    }


def linking(*attempts: Evidence, devices: object = ABSENT, pinned: KeyPair = BOB_PHONE) -> Evidence:
    """Return what Bob's laptop noted of its linking; it pins a primary right after."""
    return evidence(
        about(
            BOB, own=True, pins=[pin(pinned, 150, life=9)], linking=list(attempts), devices=devices
        )
    )


def lone(inner: bytes, secret: bytes = SECRET) -> Made:
    """Return one payload, with what the companion knows."""
    return {"payload.bin": linking_payload(inner, secret)}, ("payload.bin", *KEYS)


@case("LINK-1", PASS, "The secret of the laptop's code authenticates the payload.")
def _authentic_payload() -> Made:
    return lone(identity(BOB_PHONE))


@case(
    "LINK-1",
    FAIL,
    "The payload is authenticated by another secret, and the laptop signed back.",
    found("LINK-1", UNKNOWN, CLIENT),
    found("LINK-3", DEVICE),
    code=ExitCode.CRITICAL,
)
def _another_secret() -> Evidence:
    payload = attempt(identity(MALLORY), OTHER)
    return linking(payload, devices=[signed_back(MALLORY)], pinned=MALLORY)


@case("LINK-1", INCONCLUSIVE, "The secret of the code was not collected.")
def _secret_not_collected() -> Evidence:
    payload = attempt(identity(BOB_PHONE))
    del payload["linking_secret"]
    return linking(payload)


@case("LINK-2", PASS, "Bob's phone signed the laptop's own key.")
def _claimed_by_the_primary() -> Made:
    return lone(identity(BOB_PHONE))


@case(
    "LINK-2",
    FAIL,
    "The payload names Bob's phone, but another key signed it; the laptop signed back.",
    found("LINK-2", UNKNOWN, CLIENT),
    found("LINK-3", DEVICE),
    found("DEV-1", UNKNOWN),
    code=ExitCode.CRITICAL,
)
def _claimed_by_another() -> Evidence:
    agreed = certificate(MALLORY, BOB_LAPTOP, 1, time=START, life=9, names=BOB_PHONE)
    seen = device(1, BOB_LAPTOP, agreed, 200)
    del seen["session"]
    return linking(attempt(identity(MALLORY, BOB_PHONE)), devices=[seen])


@case("LINK-2", INCONCLUSIVE, "The laptop's own key was not collected.")
def _companion_not_known() -> Evidence:
    payload = attempt(identity(BOB_PHONE))
    del payload["companion_key"]
    return linking(payload)


@case("LINK-3", PASS, "The laptop signed back what it had adopted.")
def _adopted_first() -> Evidence:
    return linking(attempt(identity(BOB_PHONE)), devices=[signed_back(BOB_PHONE)])


@case(
    "LINK-3",
    FAIL,
    "The laptop signed back what its secret did not authenticate.",
    found("LINK-3", DEVICE),
    found("LINK-1", UNKNOWN, CLIENT),
    code=ExitCode.CRITICAL,
)
def _signed_without_adopting() -> Evidence:
    payload = attempt(identity(BOB_PHONE), OTHER)
    return linking(payload, devices=[signed_back(BOB_PHONE)])


@case("LINK-3", INCONCLUSIVE, "Whether the secret authenticated the payload was not collected.")
def _adoption_not_known() -> Evidence:
    payload = attempt(identity(BOB_PHONE))
    del payload["linking_secret"]
    return linking(payload, devices=[signed_back(BOB_PHONE)])


@case("LINK-8", PASS, "The laptop's key was used for one adoption.")
def _one_adoption() -> Evidence:
    return linking(attempt(identity(BOB_PHONE)), devices=[signed_back(BOB_PHONE)])


@case(
    "LINK-8",
    FAIL,
    "A second payload was authenticated for the same key, and the laptop signed both back.",
    found("LINK-8", DEVICE, CLIENT),
    found("LINK-3", DEVICE),
    found("OWN-2", OWNER),
    code=ExitCode.CRITICAL,
)
def _two_adoptions() -> Evidence:
    second = attempt(identity(BOB_PHONE, later=10), at=120)
    both = [signed_back(BOB_PHONE), signed_back(BOB_PHONE, later=10)]
    return linking(attempt(identity(BOB_PHONE)), second, devices=both)


@case("LINK-8", INCONCLUSIVE, "A second payload came for the same key, and perhaps was ignored.")
def _perhaps_ignored() -> Evidence:
    return linking(attempt(identity(BOB_PHONE)), attempt(identity(MALLORY), at=120))


@case("LINK-8", INCONCLUSIVE, "The payload that the laptop adopted came again.")
def _came_again() -> Evidence:
    payloads = (attempt(identity(BOB_PHONE)), attempt(identity(BOB_PHONE), at=120))
    return linking(*payloads, devices=[signed_back(BOB_PHONE)])


@case("LINK-8", INCONCLUSIVE, "One payload alone does not say what the key was used for before.")
def _one_payload_alone() -> Made:
    return lone(identity(BOB_PHONE))


def closed(after: int, *, consented: bool) -> Evidence:
    """Return an attempt that was closed at this second, and a payload of second 100."""
    payload = attempt(identity(BOB_PHONE)) | {"attempt_closed_at": START + after}
    return linking(payload, devices=[signed_back(BOB_PHONE)] if consented else ABSENT)


@case(
    "LINK-6",
    FAIL,
    "The laptop adopted a primary when its attempt at linking had ended.",
    found("LINK-6", DEVICE),
    code=ExitCode.LOW,
)
def _after_the_attempt() -> Evidence:
    return closed(90, consented=True)


@case("LINK-6", INCONCLUSIVE, "The payload that the laptop adopted came again after the attempt.")
def _again_after_the_attempt() -> Evidence:
    whole = closed(110, consented=True)
    (payload,) = whole["accounts"][0]["linking"]
    whole["accounts"][0]["linking"].append(payload | {"at": START + 120})
    return whole


@case("LINK-6", PASS, "The payload came during the attempt, whose codes alone showed the secret.")
def _in_codes_only() -> Evidence:
    whole = closed(110, consented=True)
    (payload,) = whole["accounts"][0]["linking"]
    payload["secret_in_codes_only"] = True
    return whole


@case("LINK-6", INCONCLUSIVE, "The payload came in time; where else its secret was is unknown.")
def _during_the_attempt() -> Evidence:
    return closed(110, consented=True)
