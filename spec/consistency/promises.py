"""What users are promised about what devices say of lists."""

from __future__ import annotations

from mdaudit.spec.consistency.notices import report_hash
from mdaudit.spec.device_list.holding import confirm_unchanged
from mdaudit.spec.logic import either, every
from mdaudit.spec.registry import Step, promise, without_trust
from mdaudit.spec.revocation.notices import notice_removal
from mdaudit.spec.sorts import PRIMARY, Account, IdentityKey, Index, Message, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import list_time


@promise("4c", "An alarm means that the owner, or the device that spoke, is corrupt")
def alarms_are_right(s: State) -> Truth:
    """Honest owners and devices never cause one, so an alarm can be taken seriously."""
    return every(
        s.alarmed,
        lambda client, account: either(
            s.corrupt(s.pin(client, account)),
            s.corrupt(s.speaker_of_other_view(client, account)),
        ),
    )


@promise("4d", "Who hears of another key for an index raises an alarm")
def two_views_are_noticed(s: State) -> Truth:
    """If one honest device gets through, an owner's two truths come to light."""
    return every(s.saw_two_views, lambda client, account: s.alarmed(client, account))


@promise("7c", "After a primary said that it is alone, no companion is served under an older list")
def who_is_alone_has_no_companions(s: State) -> Truth:
    """The quickest way for an owner to stop all companions: one message is enough."""

    def is_newer(message: Message, account: Account, index: Index, key: IdentityKey) -> Truth:
        said = s.copy_alone_since(message, account, index, key)
        basis = s.copy_list(message, account, index, key)
        return either(index == PRIMARY, said <= list_time(basis))

    return every(s.copied, is_newer)


@without_trust("11", "No promise depends on a hash, a notice, or the word that nothing changed")
def unsigned_words_carry_no_trust() -> tuple[Step[...], ...]:
    """The server says them without a signature; removing them from the model changes no proof.

    Who is in a group is the server's word too, and not promised; a made-up log-out costs a
    companion.
    """
    return (confirm_unchanged, report_hash, notice_removal)
