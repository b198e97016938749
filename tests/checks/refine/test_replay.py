"""A real client's log is followed to its end; a log that was tampered with is not."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mdaudit.checks.refine.reading import NotALogError, events
from mdaudit.checks.refine.replay import Replay, replay
from mdaudit.reference.parties.group_member import GroupMember
from mdaudit.reference.parties.log import FORMAT, Event
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.plain import base64
from mdaudit.spec.linking.attempts import Attempt, secret_serves_one_attempt
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.reading import NotPossible, Refused, read_as
from mdaudit.spec.sorts import NO_KEY, Count, Group, SenderKey
from tests.reference.scene import ALICE, BOBS_PHONE, DAY, LAPTOP, LIFE, Scene, at, without

FRIENDS = Group("friends")


def as_lines(party: Party) -> list[bytes]:
    """Return the log as a client writes it."""
    spelled = [{"format": FORMAT}, *party.log]
    return [json.dumps(line).encode() for line in spelled]


def replayed(party: Party) -> Replay:
    """Return what becomes of a party's log, written and read again."""
    return replay(events(as_lines(party)))


def eventful() -> Scene:
    """Return a scene in which Bob accepts, sends, refuses, cannot read, and writes to a group."""
    scene = Scene().bob_knows_the_laptop()
    scene.served(at(5))
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    for received in (scene.with_laptop, b"\xff"):
        with pytest.raises(Refused):
            scene.bob.receive_list(ALICE, received, at(2 * DAY))
    for shown in (scene.forged_certificate(scene.rogue), None):
        with pytest.raises(Refused):
            scene.show_intruder(shown)
    with pytest.raises(NotPossible):
        scene.bob.pin(ALICE, NO_KEY, LIFE, at(3 * DAY))
    scene.served(at(3 * DAY))
    member = GroupMember(BOBS_PHONE, scene.bob.party)
    member.hear_members(FRIENDS, [ALICE], at(3 * DAY))
    member.make_key(FRIENDS, SenderKey(b"s" * 32), at(3 * DAY))
    member.give_key(FRIENDS, at(3 * DAY))
    return scene


@pytest.mark.parametrize("who", ["phone", "laptop", "bob"])
def test_every_log_is_followed_to_its_end(who: str) -> None:
    party = getattr(eventful(), who).party
    result = replayed(party)
    assert result.divergence is None
    assert result.events.total() == len(party.log)


def test_it_ends_in_the_clients_state() -> None:
    bob = eventful().bob.party
    result = replayed(bob)
    assert result.state.held(BOBS_PHONE, ALICE) == bob.state.held(BOBS_PHONE, ALICE)
    assert result.state.deadline.rows == bob.state.deadline.rows  # type: ignore[attr-defined]
    assert result.refused_by == {"LIST-3": 1, "WIRE-2": 1, "DEV-1": 1, "DEV-4": 1}
    assert result.events["not possible"] == 1
    assert result.proved.total() > 0
    assert result.taken == {}


def of_linking() -> Party:
    """Return a party that refused twice what no step of a client's state is about."""
    party = Scene().bob_knows_the_laptop().bob.party
    with pytest.raises(Refused, match="LINK-7"):
        party.ask(one_answer_same_keys, at(5), Count(2), NO_KEY, NO_KEY)
    over, kept = True, False
    with pytest.raises(Refused, match="LINK-6"):
        party.ask(secret_serves_one_attempt, at(5), Attempt("of today"), over, kept)
    return party


def test_refusals_without_a_step_are_asked_again() -> None:
    result = replayed(of_linking())
    assert result.divergence is None
    assert result.refused_by == {"LINK-6": 1, "LINK-7": 1}


@pytest.mark.parametrize(
    ("change", "got"),
    [
        ({"arguments": {"attempt": "of today", "ended": False, "given_away": False}}, "pass"),
        ({"arguments": {"attempt": "of today"}}, "TypeError"),
        ({"arguments": {"attempt": "unheard of"}}, "KeyError"),
        ({"refusal": {"rule": "LIST-3"}}, "LIST-3 alone"),
    ],
)
def test_what_was_not_refused_without_a_step_diverges(change: dict[str, Any], got: str) -> None:
    log = json.loads(json.dumps(of_linking().log))
    log[-1] |= change
    diverged = replay(enumerate(log, 2)).divergence
    assert diverged is not None
    assert got in diverged.got


def test_a_client_without_a_rule_is_found_out() -> None:
    scene = Scene().bob_knows_the_laptop()
    scene.bob.receive_list(ALICE, scene.phone.unlink(LAPTOP, at(DAY)), at(DAY))
    with read_as(without("LIST-3", "LIST-7")):
        scene.bob.receive_list(ALICE, scene.with_laptop, at(2 * DAY))
    diverged = replayed(scene.bob.party).divergence
    assert diverged is not None
    assert (diverged.rule, diverged.got, diverged.step) == ("LIST-3", "done", "accept_list")


def hide_a_refusal(log: list[Event]) -> None:
    """Say that the replayed list was accepted."""
    (event,) = [e for e in log if e.get("refusal", {}).get("rule") == "LIST-3"]
    event.pop("refusal")
    event |= {"outcome": "done", "changes": []}


def claim_a_signature(log: list[Event]) -> None:
    """Say that the forged certificate is signed by the pinned primary."""
    (event,) = [e for e in log if e.get("refusal", {}).get("rule") == "DEV-1"]
    (fact,) = [f for f in event["facts"] if f[0] == "certified"] or [None]
    name = event["arguments"]["shown"]
    event["facts"] = [["certified", [pinned(log), name], True]]
    assert fact is None or fact[1][0] != pinned(log)


def change_what_a_list_says(log: list[Event]) -> None:
    """Describe a list as newer than its bytes say."""
    described = next(d for e in log for d in e["objects"].values() if "SignedList" in d)
    described["SignedList"]["list_time"] += 1


def forget_a_change(log: list[Event]) -> None:
    """Leave out that a list is held."""
    event = next(e for e in log if e["step"] == "accept_list")
    event["changes"] = [row for row in event["changes"] if row[0] != "held"]


def leave_out_a_line(log: list[Event]) -> None:
    """Leave out that a list was accepted."""
    log.remove(next(e for e in log if e["step"] == "accept_list"))


def speak_of_a_ghost(log: list[Event]) -> None:
    """Note what no client keeps."""
    log[1]["facts"].append(["told_at", [BOBS_PHONE, ALICE, 1], 5])


def name_an_unknown_step(log: list[Event]) -> None:
    """Take a step that there is not."""
    log[1]["step"] = "believe"


def note_what_steps_bring_about(log: list[Event]) -> None:
    """Say that there is a session, which only a step begins."""
    log[-1]["facts"].append(["knows", [BOBS_PHONE, ALICE, LAPTOP, pinned(log)], True])


def note_that_it_should_ask(log: list[Event]) -> None:
    """Say what steps bring about, where a client's word is for the opposite."""
    log[-1]["facts"].append(["query_wanted", [BOBS_PHONE, ALICE], True])


def take_an_adversarys_step(log: list[Event]) -> None:
    """Write down what an adversary does, and what becomes of that."""
    key = pinned(log)
    log[-1] |= {"step": "corrupt", "arguments": {"key": key}, "outcome": "done"}
    log[-1]["changes"] = [["corrupt", [key], True]]


def take_a_step_elsewhere(log: list[Event]) -> None:
    """Take a step of a system that looks at one thing closely."""
    log[-1] |= {"step": "show_code", "arguments": {}, "outcome": "done", "changes": []}


def leave_a_copy_out(log: list[Event]) -> None:
    """Do not tell of a device that a message was encrypted for."""
    last(log, "send")["copies"].pop()


def leave_nobody_out(log: list[Event]) -> None:
    """Do not tell whom a rule left out."""
    last(log, "send")["left_out"].clear()


def miss_a_stranger(log: list[Event]) -> None:
    """Say that a device was not reached which the message was not for."""
    sent = last(log, "send")
    sent["unreached"].append(sent["copies"][0] | {"index": 7})


def say_nothing_of_copies(log: list[Event]) -> None:
    """Tell of a message, and not for whom it was encrypted."""
    del last(log, "send")["copies"]


def give_a_key_to_a_stranger(log: list[Event]) -> None:
    """Say that a device was given the sender key which is not in the fan-out."""
    given = last(log, "give_sender_key")["given"]
    given.append(given[0] | {"index": 7})


def last(log: list[Event], step: str) -> Event:
    """Return the last line of a step that happened."""
    return [e for e in log if e["step"] == step and e["outcome"] == "done"][-1]


def swap_arguments(log: list[Event]) -> None:
    """Give a step other arguments."""
    log[1]["arguments"] = {"client": BOBS_PHONE}


def pinned(log: list[Event]) -> Any:
    """Return Alice's key, as the log spells it."""
    return next(
        e["arguments"]["key"]
        for e in log
        if e["step"] == "pin_primary" and e["arguments"]["account"] == ALICE
    )


@pytest.mark.parametrize(
    "tamper",
    [
        hide_a_refusal,
        claim_a_signature,
        change_what_a_list_says,
        forget_a_change,
        leave_out_a_line,
        speak_of_a_ghost,
        name_an_unknown_step,
        note_what_steps_bring_about,
        note_that_it_should_ask,
        take_an_adversarys_step,
        take_a_step_elsewhere,
        swap_arguments,
        leave_a_copy_out,
        leave_nobody_out,
        miss_a_stranger,
        say_nothing_of_copies,
        give_a_key_to_a_stranger,
    ],
    ids=lambda f: f.__name__,
)
def test_a_log_that_was_tampered_with_diverges(tamper: Callable[[list[Event]], None]) -> None:
    log = json.loads(json.dumps(eventful().bob.party.log))
    tamper(log)
    assert replay(enumerate(log, 2)).divergence is not None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b'{"step": "send"}', "an event with"),
        (b"[]", "an event with"),
        (b"{", "JSON"),
        (b"[" * 100_000, "JSON"),
        (b'{"at": 1, "objects": {}, "facts": [], "outcome": "well"}', "done"),
    ],
)
def test_other_lines_are_no_log(line: bytes, expected: str) -> None:
    with pytest.raises(NotALogError, match=expected):
        list(events([json.dumps({"format": FORMAT}).encode(), line]))


def test_a_log_names_its_format() -> None:
    with pytest.raises(NotALogError, match="line 1"):
        list(events(as_lines(Scene().bob.party)[1:]))
    with pytest.raises(NotALogError, match="line 1"):
        list(events([]))


def test_keys_in_a_log_are_base64() -> None:
    scene = eventful()
    assert pinned(scene.bob.party.log) == base64(scene.phone.identity_key)
