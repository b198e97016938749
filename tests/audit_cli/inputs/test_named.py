"""How evidence spells names."""

import pytest

from mdaudit.audit_cli.inputs.named import repeats


@pytest.mark.parametrize(
    ("names", "twice"), [([], False), (["a", "b"], False), (["a", "b", "a"], True)]
)
def test_what_is_named_twice_is_seen(names: list[str], *, twice: bool) -> None:
    assert repeats(names) is twice
