"""Results that are missing, open, or of another specification stop the build."""

from pathlib import Path

import msgspec
import pytest
from specpages.records import Proofs, RecordError, read_attacks, read_proofs

from tests.docs import sample
from tests.repository.checkout import ROOT

RECORDED = ROOT / "checks" / "recorded"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


def read(file: Path, proofs: Proofs) -> Proofs:
    file.write_bytes(msgspec.json.encode(proofs))
    return read_proofs(file)


def test_the_recorded_results_are_of_this_specification() -> None:
    assert read_proofs(RECORDED / "proofs.json").totals.open == 0
    assert read_attacks(RECORDED / "attacks.json").attacks


def test_complete_results_are_read(file: Path) -> None:
    assert read(file, sample.proofs()) == sample.proofs()


@pytest.mark.parametrize("result", ["open", "unknown", "disputed"])
def test_what_is_not_proved_stops_the_build(file: Path, result: str) -> None:
    first, *others = sample.proofs().groups
    failed = msgspec.convert({**msgspec.structs.asdict(first), "result": result}, type(first))
    with pytest.raises(RecordError, match=f"not proved: {first.id}"):
        read(file, msgspec.structs.replace(sample.proofs(), groups=[failed, *others]))


def test_open_obligations_stop_the_build_whatever_the_groups_say(file: Path) -> None:
    proofs = sample.proofs()
    totals = msgspec.structs.replace(proofs.totals, open=1)
    with pytest.raises(RecordError, match="see the totals"):
        read(file, msgspec.structs.replace(proofs, totals=totals))


@pytest.mark.parametrize(("place", "what"), [(0, "promises"), (-1, "lemmas")])
def test_a_missing_promise_or_lemma_stops_the_build(file: Path, place: int, what: str) -> None:
    groups = sample.proofs().groups
    absent = groups.pop(place).id
    with pytest.raises(RecordError, match=f"the {what} are not .* absent: {absent};"):
        read(file, msgspec.structs.replace(sample.proofs(), groups=groups))


@pytest.mark.parametrize("count", ["steps", "rules"])
def test_results_of_a_smaller_specification_stop_the_build(file: Path, count: str) -> None:
    proofs = sample.proofs()
    totals = msgspec.structs.replace(proofs.totals, **{count: 1})
    with pytest.raises(RecordError, match=f"the number of {count}"):
        read(file, msgspec.structs.replace(proofs, totals=totals))


def test_a_missing_profile_stops_the_build(file: Path) -> None:
    first, *others = sample.proofs().profiles
    with pytest.raises(RecordError, match=f"the profiles are not .* absent: {first.profile};"):
        read(file, msgspec.structs.replace(sample.proofs(), profiles=others))


@pytest.mark.parametrize("reader", [read_proofs, read_attacks])
@pytest.mark.parametrize("text", ["{", "{}", '{"format": "something else"}'])
def test_an_unreadable_file_stops_the_build(file: Path, reader: object, text: str) -> None:
    file.write_text(text)
    assert callable(reader)
    with pytest.raises(RecordError, match="cannot be read"):
        reader(file)


def test_a_missing_file_stops_the_build(file: Path) -> None:
    with pytest.raises(RecordError, match="is missing"):
        read_proofs(file)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"without_effect": []}, "absent: WIRE-1, WIRE-2"),
        ({"attacks": []}, "absent: BND-1"),
    ],
)
def test_a_rule_that_is_passed_over_stops_the_build(
    file: Path, change: dict[str, list[object]], message: str
) -> None:
    file.write_bytes(
        msgspec.json.encode({**msgspec.to_builtins(sample.attacks()), **change}),
    )
    with pytest.raises(RecordError, match=message):
        read_attacks(file)


@pytest.mark.parametrize(
    ("member", "value", "message"),
    [
        ("dropped", ["LIST-99"], "there is no rule LIST-99"),
        ("dropped", ["LIST-3:softer"], "LIST-3 has no variant softer"),
        ("promise", "99", "there is no promise 99"),
    ],
)
def test_an_attack_on_what_does_not_exist_stops_the_build(
    file: Path, member: str, value: object, message: str
) -> None:
    attacks = msgspec.to_builtins(sample.attacks())
    attacks["attacks"].append({**attacks["attacks"][0], member: value})
    file.write_bytes(msgspec.json.encode(attacks))
    with pytest.raises(RecordError, match=message):
        read_attacks(file)
