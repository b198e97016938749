"""What devices say of keys: hints with a hash over the devices of a list."""

from hashlib import sha256

from mdaudit.spec.consistency.saying import hash_is_of_sorted_keys
from mdaudit.spec.consistency.views import hear_view, say_view
from mdaudit.spec.device_list.devices import accept_device
from mdaudit.spec.objects.key_hash import LENGTH, key_hash
from mdaudit.spec.reading import require
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, Index, Time
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import list_time, lists
from tests.generated.days import for_bob, known
from tests.generated.others import awake, try_to
from tests.generated.play import ALICE, CLIENT, Deed, Play

Keys = dict[Index, IdentityKey]
"""The keys of an account's devices, the primary's at index 0."""


def tell(
    play: Play,
    account: Account,
    speaker: tuple[Index, IdentityKey],
    named: Time,
    keys: Keys,
    hashed: bytes | None = None,
) -> None:
    """A device of the account names a list, and the keys of its devices as a hash.

    `hashed`: the hash, where it is not the one of the sorted keys.
    """
    play.hint(account, account, *speaker, named)
    stated = key_hash(list(keys.values())) if hashed is None else hashed
    play.diary.heard_keys(account, stated, sorted(keys))
    for side in (play.played, play.obliged):
        for index in keys.keys() - {PRIMARY}:
            side.take(hear_view, CLIENT, account, speaker[1], index, keys[index])
    missed = play.obliged.state.alarmed(CLIENT, account) and not play.state.alarmed(CLIENT, account)
    play.visible = play.visible or missed


def state_unsorted(
    play: Play, account: Account, speaker: tuple[Index, IdentityKey], named: Time, keys: Keys
) -> None:
    """A device hashes the keys in any order, with or without their type, if its rules allow it.

    No step of the model hashes; the rule is asked of the bytes.
    """
    kind = play.random.choice((b"", b"\x05"))
    order = play.random.sample(sorted(keys.values()), len(keys))
    said = sha256(b"".join(kind + key for key in order)).digest()[:LENGTH]
    allowed = play.do(stated, key_hash(order), said)
    tell(play, account, speaker, named, keys, said if allowed else None)


def stated(s: State, expected: bytes, said: bytes) -> State:
    """A device states a hash."""
    require(hash_is_of_sorted_keys, expected, said)
    return s


def known_keys(play: Play, device: Client, account: Account) -> Keys:
    """Return the keys that a client knows for the list that it holds."""
    s = play.state
    held = s.held(device, account)
    found = {index: s.key_at(device, account, index) for index in held.valid_indexes}
    found[PRIMARY] = s.pin(device, account)
    return {index: key for index, key in found.items() if key != NO_KEY}


def tell_keys(play: Play, account: Account = ALICE) -> None:
    """A known device says of its own account which list and which keys it knows."""
    devices = known(play, account)
    if not devices:
        return
    speaker = play.random.choice(devices)
    device = awake(play, account, *speaker)
    meet(play, device, account)
    newest, keys = play.state.held(device, account), known_keys(play, device, account)
    said = {index for index in keys if try_to(play, say_view, device, account, index)}
    if newest in play.mint.lists and said | {PRIMARY} == keys.keys():
        tell(play, account, speaker, list_time(newest), keys)


def meet(play: Play, device: Client, account: Account) -> None:
    """A device gets to know the others of its own account, by their certificates."""
    s = play.state
    for shown in play.mint.issued:
        if not lists(s.held(device, account), shown.certificate_index):
            continue
        place = (account, shown.certificate_index, shown.certificate_key)
        if not s.knows(device, *place):
            try_to(play, accept_device, device, *place, shown, NO_KEY)


VIEWS: tuple[Deed, ...] = (tell_keys, tell_keys, for_bob(tell_keys))
"""What is said of keys on any day."""
