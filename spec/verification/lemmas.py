"""Why the promises about comparing hold."""

from __future__ import annotations

from mdaudit.spec.logic import both, either, every, implies
from mdaudit.spec.registry import lemma
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import contact_account, contact_is_verified, contact_pin


@lemma("1b")
def present_primaries_are_remembered(s: State) -> Truth:
    """The present primary of an account is one of its primaries."""
    return every(s.primary_of, lambda account: s.was_primary(account, s.primary_of(account)))


@lemma("1b")
def companions_were_set_up(s: State) -> Truth:
    """Only a client that was set up has an index above 0."""
    return every(s.own_index, lambda client: s.own_key(client) != NO_KEY)


@lemma("1b")
def marks_were_compared(s: State) -> Truth:
    """A marked contact's pin is an identity of that account, or a corrupt primary made the mark."""
    return every(
        s.verified,
        lambda client, account: both(
            s.pin(client, account) != NO_KEY,
            either(
                s.was_primary(account, s.pin(client, account)),
                both(
                    s.own_index(client) > PRIMARY,
                    s.corrupt(s.pin(client, s.own_account(client))),
                ),
            ),
        ),
    )


@lemma("1b")
def honest_records_are_true(s: State) -> Truth:
    """What an honest primary hands over as verified was compared."""
    return every(
        s.handed_over,
        lambda key, contact: implies(
            contact_is_verified(contact),
            either(s.corrupt(key), s.was_primary(contact_account(contact), contact_pin(contact))),
        ),
    )
