"""By which rules a client may be refused outside of its steps.

Linking has a state of its own in the specification, which a client does not keep: which attempt is
over, and how often somebody answered under a code. So the log says what the rule was asked. That is
the client's word, and the rule is asked again. No other rule may refuse like that.
"""

from __future__ import annotations

from typing import Any, Final, get_type_hints

from mdaudit.reference.parties.plain import restored
from mdaudit.reference.parties.seen import Memory
from mdaudit.spec.linking.attempts import secret_serves_one_attempt
from mdaudit.spec.linking.codes import one_answer_same_keys
from mdaudit.spec.registry import Rule

ASKED_ALONE: Final[dict[str, Rule[...]]] = {
    rule.id: rule for rule in (secret_serves_one_attempt, one_answer_same_keys)
}
"""The rules, by id."""


def refuses(memory: Memory, rule: Rule[...], spelled: dict[str, Any]) -> bool:
    """Whether the rule refuses what the log says it was asked.

    Raises:
        ValueError: the arguments are spelled wrongly.
        KeyError: one of them is none of the rule's, or names an object that was not seen.
        TypeError: one of them is missing.
    """
    sorts = get_type_hints(rule.predicate)
    asked = {name: restored(one, sorts[name], memory.find) for name, one in spelled.items()}
    return rule(**asked) is False
