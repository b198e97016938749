"""Eight characters as people type them, and what they lead to."""

from mdaudit.reference.client.linking.typed_code import typed

CODE, OTHER = "ABCD1234", "ABCD1235"


def test_small_letters_and_hyphens_are_how_people_type() -> None:
    assert typed("abcd-12 34") == CODE
