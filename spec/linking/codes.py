"""Linking by eight characters.

The owner types the characters that the companion shows into the primary. They are too few to be a
secret by themselves, 40 random bits, so they only protect two fresh keys on their way: each side
wraps its own in a key made from the characters, and both arrive at one shared key if the same
characters were used. Under it the companion sends a *bundle* with both identity keys and fresh
random bytes; from the shared key, the identity keys and those bytes both compute the linking
secret. From there on everything is as with a QR code.

Whoever does not know the characters has to guess them before it answers, and learns from the
answer whether it guessed right. That a recorded exchange gives nothing to try other guesses on is
an equivalence of whole runs; it is **assumed** here, but for what the bytes give away: what is
wrapped is a bare public key, and one string in 32 is a key that an honest side draws, so that a
recorded wrapping rules out 31 codes of 32 (`mdaudit.spec.objects.linking_code`).

* **LINK-7** A device answers once per code, at each end: a wrong guess ends the attempt and a new
  code is shown. The two identity keys in the bundle equal the two that the messages name in clear.

What the primary certifies is the key in clear, so the comparison of that key protects it. The
comparison of its own key protects nothing more: a companion that was told another primary's key
computes another secret.
"""

from __future__ import annotations

from dataclasses import dataclass

from mdaudit.spec.linking.attempts import Attempt, Code, attempt_code, attempt_key
from mdaudit.spec.linking.companion import secret_vouches
from mdaudit.spec.logic import Function, both, choose, either, negate
from mdaudit.spec.reading import assume, require
from mdaudit.spec.registry import Actor, Blame, Deployed, rule, step, variant
from mdaudit.spec.sorts import Count, IdentityKey, Truth
from mdaudit.spec.state.system import System, default, ghost, replace


@dataclass(frozen=True, kw_only=True)
class CodeLinking(System):
    """Attempts at linking by eight characters."""

    opened: Function[Attempt, Truth] = default(value=False)
    """Attempts of honest companions."""
    told: Function[Attempt, Truth] = default(value=False)
    """Attempts whose code somebody else learned from the owner or the screen."""
    typed: Function[IdentityKey, Attempt, Truth] = default(value=False)
    """The owner typed the code of the attempt into the primary."""
    corrupt: Function[IdentityKey, Truth] = default(value=False)
    """Keys that the adversary holds."""
    answers: Function[Attempt, IdentityKey, Count] = default(Count(0))
    """How often the device with the key, at either end, answered under the attempt's code."""
    shares_secret: Function[Attempt, IdentityKey, Truth] = default(value=False)
    """The companion computed the linking secret with somebody who claims this primary key."""
    adopted: Function[Attempt, IdentityKey, Truth] = default(value=False)
    """In the attempt, the companion adopted the primary."""
    certified: Function[IdentityKey, Attempt, IdentityKey, Truth] = default(value=False)
    """Under the attempt's code, the primary certified the companion key."""

    guesses: Function[Attempt, IdentityKey, Count] = ghost(Count(0))
    """Ghost: how often somebody who was not told the code guessed it towards the device."""
    guessed: Function[Attempt, Truth] = ghost(value=False)
    """Ghost: a guess was right."""


@rule(
    "LINK-7",
    "A device answers once per code, and the keys inside the bundle equal those outside",
    source="white paper, linking by code; once per code is inferred from open clients",
    checked_by=(Actor.COMPANION, Actor.PRIMARY),
    deployed=Deployed.UNKNOWN,
    blame=Blame.SERVER,
    expected="the first answer under this code, with one key inside and outside",
    got="answer {answer}, with {inside} inside and {outside} outside",
)
def one_answer_same_keys(answer: Count, inside: IdentityKey, outside: IdentityKey) -> Truth:
    """With a second answer, a guess could be repeated; with two keys, neither knows the other."""
    return both(answer <= 1, inside == outside)


@variant(one_answer_same_keys, "answers-again")
def any_answer_same_keys(answer: Count, inside: IdentityKey, outside: IdentityKey) -> Truth:
    """A device answers under one code as often as it is asked."""
    return inside == outside


@variant(one_answer_same_keys, "keys-not-compared")
def one_answer_any_keys(answer: Count, inside: IdentityKey, outside: IdentityKey) -> Truth:
    """The primary takes the companion's key from the message in clear."""
    return answer <= 1


@step(Actor.COMPANION, "The companion of {attempt} shows eight characters.")
def show_code(s: CodeLinking, attempt: Attempt) -> CodeLinking:
    """The characters are fresh and random."""
    assume(negate(s.opened(attempt)), "the attempt is new")
    return replace(s, opened=s.opened.but(attempt, becomes=True))


@step(Actor.NATURE, "The owner types the code of {attempt} into {primary}.")
def type_code(s: CodeLinking, attempt: Attempt, primary: IdentityKey) -> CodeLinking:
    """Which device shows the code, and which device it is typed into, is the owner's doing."""
    return replace(s, typed=s.typed.but(primary, attempt, becomes=True))


@step(Actor.NATURE, "A stranger learns the code of {attempt}.")
def tell_code(s: CodeLinking, attempt: Attempt) -> CodeLinking:
    """The owner was asked for it, or it was seen; or the attempt is the stranger's own."""
    return replace(s, told=s.told.but(attempt, becomes=True))


@step(Actor.ADVERSARY, "The adversary takes over the key {key} of a primary.")
def take_over_primary(s: CodeLinking, key: IdentityKey) -> CodeLinking:
    """Promises about its owner end."""
    return replace(s, corrupt=s.corrupt.but(key, becomes=True))


def answered(
    s: CodeLinking, attempt: Attempt, device: IdentityKey, code: Code, stranger: Truth
) -> CodeLinking:
    """The device answered somebody who used the code; a stranger who was not told it guessed."""
    guess = both(stranger, negate(s.told(attempt)))
    right = both(guess, code == attempt_code(attempt))
    guesses = s.guesses(attempt, device)
    return replace(
        s,
        answers=s.answers.but(attempt, device, becomes=Count(s.answers(attempt, device) + 1)),
        guesses=s.guesses.but(attempt, device, becomes=choose(guess, Count(guesses + 1), guesses)),
        guessed=s.guessed.but(attempt, becomes=either(s.guessed(attempt), right)),
    )


@step(Actor.COMPANION, "The companion of {attempt} answers {primary}, who used {code}.")
def answer_primary(
    s: CodeLinking, attempt: Attempt, primary: IdentityKey, code: Code, stranger: Truth
) -> CodeLinking:
    """Somebody claims to be a primary; with the right code the two share a secret from now on.

    Either the owner's typing made that primary answer, with the right code, or it is a stranger.
    """
    device = attempt_key(attempt)
    honest = both(s.typed(primary, attempt), code == attempt_code(attempt))
    assume(s.opened(attempt), "the companion shows the code")
    assume(either(stranger, honest), "only a stranger uses another code")
    require(one_answer_same_keys, Count(s.answers(attempt, device) + 1), device, device)
    done = answered(s, attempt, device, code, stranger)
    right = code == attempt_code(attempt)
    shares = either(s.shares_secret(attempt, primary), right)
    return replace(done, shares_secret=s.shares_secret.but(attempt, primary, becomes=shares))


@step(Actor.COMPANION, "In {attempt} the companion adopts {primary}.")
def adopt_by_code(s: CodeLinking, attempt: Attempt, primary: IdentityKey) -> CodeLinking:
    """The payload arrives, authenticated by the shared secret; the rest is as with a QR code."""
    assume(s.opened(attempt), "the companion shows the code")
    require(secret_vouches, s.shares_secret(attempt, primary))
    return replace(s, adopted=s.adopted.but(attempt, primary, becomes=True))


@step(Actor.PRIMARY, "{primary} certifies {outside} under the code of {attempt}.")
def certify_by_code(
    s: CodeLinking,
    primary: IdentityKey,
    attempt: Attempt,
    code: Code,
    inside: IdentityKey,
    outside: IdentityKey,
    stranger: Truth,
) -> CodeLinking:
    """The primary opens the bundle and certifies the key that is named in clear.

    The honest companion puts its own key inside and used its own code; a stranger puts whatever it
    likes, and the bundle opens if its code was right. The key in clear is the network's to choose.
    """
    honest = both(inside == attempt_key(attempt), code == attempt_code(attempt))
    assume(negate(s.corrupt(primary)), "the primary is honest")
    assume(s.typed(primary, attempt), "the owner typed the code")
    assume(either(stranger, honest), "only a stranger uses another code or key")
    require(one_answer_same_keys, Count(s.answers(attempt, primary) + 1), inside, outside)
    done = answered(s, attempt, primary, code, stranger)
    right = code == attempt_code(attempt)
    certified = either(s.certified(primary, attempt, outside), right)
    return replace(done, certified=s.certified.but(primary, attempt, outside, becomes=certified))
