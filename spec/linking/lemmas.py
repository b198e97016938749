"""Why the promises about linking hold: what stays true at every step."""

from __future__ import annotations

from mdaudit.spec.linking.attempts import attempt_key
from mdaudit.spec.linking.codes import CodeLinking
from mdaudit.spec.linking.exchange import Exchange
from mdaudit.spec.linking.messages import (
    account_signed,
    certified,
    device_signed,
    pair,
    vouched,
)
from mdaudit.spec.linking.promises import only_leaked_secrets_are_known
from mdaudit.spec.logic import both, either, every, every_built
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import Truth
from mdaudit.spec.state import State


@lemma("14a")
def payloads_come_from_approval(s: State) -> Truth:
    """A linking payload comes from the primary's approval, unless the secret leaked."""
    return every(
        s.vouched,
        lambda companion, certificate, primary: either(
            s.leaked(companion), s.approved(primary, certificate)
        ),
    )


@lemma("14", "14c")
def only_the_scanner_vouches(s: Exchange) -> Truth:
    """An authenticated payload was made by who scanned the code, unless its secret leaked."""
    return both(
        only_leaked_secrets_are_known(s),
        every_built(
            s.knows,
            vouched,
            lambda attempt, details, primary, _signature: either(
                s.leaked(attempt), s.issued(primary, attempt, details)
            ),
        ),
    )


@lemma("14")
def honest_primaries_approved(s: Exchange) -> Truth:
    """The account signature of an honest primary is over details and a key that it approved."""
    return every_built(
        s.knows,
        certified,
        lambda details, companion, primary: either(
            s.corrupt(primary), s.approved(primary, details, companion)
        ),
    )


@lemma("14", "14c")
def everything_readable_is_read(s: Exchange) -> Truth:
    """The network knows whatever stands in what it knows."""
    return both(
        every_built(s.knows, pair, lambda first, second: both(s.knows(first), s.knows(second))),
        every_built(s.knows, account_signed, lambda _key, content: s.knows(content)),
        every_built(s.knows, device_signed, lambda _key, content: s.knows(content)),
    )


@lemma("14b")
def adoptions_end_attempts(s: Exchange) -> Truth:
    """Who adopted had begun an attempt, and ended it thereby."""
    return every(
        s.adopted,
        lambda attempt, _primary, _details: both(s.opened(attempt), s.ended(attempt)),
    )


@lemma("14b")
def attempts_have_their_own_key(s: Exchange) -> Truth:
    """No two attempts of honest companions show one key."""
    return every(
        s.opened,
        lambda attempt: both(
            s.used_key(attempt_key(attempt)),
            every(
                s.opened,
                lambda other: either(attempt == other, attempt_key(attempt) != attempt_key(other)),
            ),
        ),
    )


@lemma("14e")
def answers_are_counted(s: CodeLinking) -> Truth:
    """A device answered not at all under a code, or once; and it was guessed at no more often."""
    return both(
        every(s.answers, lambda attempt, device: s.answers(attempt, device) == 1),
        every(
            s.guesses,
            lambda attempt, device: s.guesses(attempt, device) <= s.answers(attempt, device),
        ),
    )


@lemma("14e")
def shared_secrets_took_the_code(s: CodeLinking) -> Truth:
    """Who shares a companion's secret was typed the code, was told it, or guessed it."""
    return every(
        s.shares_secret,
        lambda attempt, primary: either(
            s.typed(primary, attempt), s.told(attempt), s.guessed(attempt)
        ),
    )
