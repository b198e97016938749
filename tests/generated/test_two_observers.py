"""Two devices of one user see the same world, and their evidence is compared.

Each is honest and sees everything at other times, and of what they saw, much was not collected.
Given to the audit as one document or as two, and compared by `mdaudit diff`, none of it accuses
anybody; an owner that says one thing to each of them is found in all three ways.
"""

import json
from pathlib import Path
from random import Random

import pytest

from mdaudit.audit_cli.diff.comparing import Comparison
from mdaudit.audit_cli.diff.differences import Kind
from mdaudit.audit_cli.diff.proof import proof_text
from mdaudit.audit_cli.exit_codes import ExitCode
from mdaudit.audit_cli.severity import Severity
from mdaudit.spec.registry import Blame
from mdaudit.spec.sorts import PRIMARY, Index
from tests.audit_cli.commands.running import Command
from tests.audit_cli.diff.views import compared
from tests.generated.collecting import put_together, thinned
from tests.generated.daily import DAILY
from tests.generated.days import deliver
from tests.generated.groups import close
from tests.generated.judged import (
    assert_client_is_not_blamed,
    assert_found,
    assert_nobody_is_blamed,
    assert_nothing_found,
)
from tests.generated.lies import forged_list, taken_over
from tests.generated.observers import Witness, keep_up
from tests.generated.play import ALICE, CLIENT, Play
from tests.generated.written import Evidence, base64

PARTS = range(10)
"""Parts of the histories, for several processors."""
EACH, FEW = 20, 6
"""Honest histories in each part, and those with an owner that says two things."""
LONGEST = 40

Pair = tuple[Evidence, Evidence]


def witnessed(kind: str, number: int) -> Witness:
    """Return a second observer after a history that it shared with the first."""
    random = Random(f"{kind} {number}")  # noqa: S311 - no secret
    witness = Witness(Play(random))
    for _ in range(random.randint(1, LONGEST)):
        random.choice((random.choice(DAILY), lambda _: witness.live()))(witness.play)
        keep_up(witness)
    close(witness.play)
    assert not witness.play.visible
    return witness


def collected(witness: Witness) -> Pair:
    """Return what both observers have written down."""
    return witness.play.evidence(), witness.evidence()


def with_gaps(pair: Pair, random: Random) -> Pair:
    """Return two observers' evidence without some of its parts."""
    first, second = (thinned(evidence, random) for evidence in pair)
    return first, second


def difference(pair: Pair, folder: Path) -> Comparison:
    """Compare two observers' evidence."""
    paths = folder / "first.json", folder / "second.json"
    for path, evidence in zip(paths, pair, strict=True):
        path.write_text(json.dumps(evidence), encoding="utf-8")
    return compared(*paths)


def equivocate(witness: Witness) -> tuple[str, str]:
    """Alice's phone, taken over, signs two lists of one time, one for each observer."""
    play = witness.play
    deliver(play)
    witness.see_list(ALICE)
    play.wait()
    owner, s = taken_over(play), play.state
    added = Index(s.mark(CLIENT, ALICE) + 1)
    both = {PRIMARY, *s.held(CLIENT, ALICE).valid_indexes}
    lists = [
        forged_list(play, owner, time=s.now, valid=valid, current=added)
        for valid in (both, both | {added})
    ]
    play.offer(ALICE, lists[0])
    witness.offer(ALICE, lists[1])
    first, second = (base64(play.mint.lists[each]) for each in lists)
    return first, second


def about_alice(evidence: Evidence) -> Evidence:
    """Return what is said of Alice."""
    accounts: list[Evidence] = evidence["accounts"]
    return next(account for account in accounts if account["account"] == ALICE)


def has(evidence: Evidence, signed: str) -> bool:
    """Return whether a list of Alice's was collected."""
    lists = about_alice(evidence).get("lists", [])
    return any(part["signed_key_index_list"] == signed for part in lists)


def assert_proved(pair: Pair, folder: Path) -> None:
    """The comparison finds the contradiction, and proves it to whoever sees the proof alone."""
    found = difference(pair, folder)
    assert Kind.EQUIVOCATION in {each.kind for each in found.differences}
    proof = json.loads(proof_text(found.pairs))
    assert_found(proof, "LIST-4", (Blame.PRIMARY_KEY,))
    assert_client_is_not_blamed(proof)


@pytest.mark.parametrize("part", PARTS)
def test_two_honest_observers_accuse_nobody(part: int, tmp_path: Path) -> None:
    for number in range(part * EACH, (part + 1) * EACH):
        witness = witnessed("two observers", number)
        whole = collected(witness)
        gappy = with_gaps(whole, witness.play.random)
        assert_nothing_found(put_together(*whole))
        assert_nobody_is_blamed(put_together(*gappy))
        for pair in (whole, gappy):
            for evidence in pair:
                assert_nobody_is_blamed(evidence)
            found = difference(pair, tmp_path)
            assert found.highest is Severity.NOTE, [each.says for each in found.differences]
            assert found.pairs == []


@pytest.mark.parametrize("part", PARTS)
def test_an_owner_that_says_two_things_is_found(part: int, tmp_path: Path) -> None:
    for number in range(part * FEW, (part + 1) * FEW):
        witness = witnessed("equivocation", number)
        equivocate(witness)
        pair = collected(witness)
        assert_found(put_together(*pair), "LIST-4", (Blame.PRIMARY_KEY,))
        assert_client_is_not_blamed(put_together(*pair))
        assert_proved(pair, tmp_path)


def test_an_owner_that_says_two_things_is_found_in_spite_of_gaps(tmp_path: Path) -> None:
    found = 0
    for number in range(FEW * len(PARTS)):
        witness = witnessed("equivocation", number)
        twins = equivocate(witness)
        pair = with_gaps(collected(witness), witness.play.random)
        assert_client_is_not_blamed(put_together(*pair))
        pinned = ["pins" in about_alice(evidence) for evidence in pair]
        if any(pinned) and all(map(has, pair, twins)):
            assert_proved(pair, tmp_path)
            if all(pinned):
                assert_found(put_together(*pair), "LIST-4", (Blame.PRIMARY_KEY,))
                found += 1
    assert found > FEW


def test_a_folder_is_audited_and_two_files_are_compared_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    witness, mdaudit = witnessed("equivocation", 0), Command(capsys)
    for code in (ExitCode.CLEAN, ExitCode.HIGH):
        difference(collected(witness), tmp_path)
        files = sorted(tmp_path.glob("*.json"))
        assert mdaudit("check", tmp_path).code == ExitCode.CLEAN, "each observer saw one list"
        assert mdaudit("diff", *files).code == code
        equivocate(witness)
