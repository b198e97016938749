"""The story: every refusal in it is a rule's, and without the rules it goes another way."""

import re

from mdaudit.reference.story import Story
from mdaudit.spec.reading import read_as
from mdaudit.spec.registry import RULES
from tests.reference.scene import broken_promises, stream, without


def refusals(story: Story) -> list[str]:
    """Return the rules by which Bob's phone refused something."""
    return [e["refusal"]["rule"] for e in story.bob.party.log if e["outcome"] == "refused"]


def filters(story: Story) -> list[set[str]]:
    """Return, message by message, the rules by which devices were left out."""
    sent = [event for event in story.bob.party.log if event["step"] == "send"]
    return [{one["rule"] for one in event["left_out"]} for event in sent]


def test_the_rules_refuse_what_the_server_tries() -> None:
    story = Story(stream("story"))
    told = "\n".join(story.tell())
    assert refusals(story) == ["LIST-3", "DEV-1", "DEV-4"]
    assert re.findall(r"refuses .*: ([A-Z]+-\d+)", told) == ["LIST-3", "DEV-1", "DEV-4"]
    for rule in refusals(story):
        assert RULES[rule].title in told
        assert RULES[rule].blame.value in told


def test_the_record_says_who_was_left_out_by_which_rule() -> None:
    story = Story(stream("story"))
    told = "\n".join(story.tell())
    assert filters(story) == [
        set(),
        {"FAN-1"},
        {"FAN-1"},
        {"FAN-1", "FAN-3"},
        {"FAN-1"},
        {"FAN-1", "FAN-2"},
    ]
    assert "left out: Alice's tablet, by FAN-3" in told
    assert "left out: Alice's tablet, by FAN-2" in told


def test_without_the_rules_the_server_gets_what_it_wants() -> None:
    story = Story(stream("story"))
    with read_as(without("LIST-3", "LIST-7", "DEV-1", "DEV-7", "FAN-2", "FAN-3")):
        told = "\n".join(story.tell())
    assert refusals(story) == ["DEV-4"]
    assert "Bob's phone accepts the server's device." in told
    assert "left out" not in told.split("3. ")[1].split("shows the old list")[1].split("4. ")[0]
    assert 'Bob writes "after the deadline": copies for Alice\'s phone.' not in told
    assert 'Bob writes "to whom I can be sure of": copies for Alice\'s phone.' not in told


def test_the_promises_hold_at_its_end() -> None:
    story = Story(stream("story"))
    for _ in story.tell():
        pass
    assert broken_promises(story.bob.party.state) == []


def test_it_can_be_told_again_with_the_same_randomness() -> None:
    assert list(Story(stream("a")).tell()) == list(Story(stream("a")).tell())
    assert list(Story(stream("a")).tell()) != list(Story(stream("b")).tell())


def test_no_line_is_too_long_for_a_terminal_by_much() -> None:
    assert max(map(len, Story(stream("story")).tell())) <= 110
