"""What a mark belongs to, and what a change of identity does.

* **VER-1** The verified mark belongs to one pinned primary key and life; another one has no mark.
* **VER-2** Linking or removing a companion keeps the mark: the primary's signatures are enough.
* **VER-3** When a verified contact's key or life changes, the user is told, and nothing is sent to
  the contact until the user confirms; messages to a group are not for its devices until then.
* **VER-5** A companion never pins another primary for its own account, and sends no new message
  when its own list does not name it any more.

VER-3 in full has two policies: *hold* waits for the user and is the one described here; *notify*
goes on sending and tells. With *notify* promise 8b does not hold, by choice.
"""

from __future__ import annotations

from mdaudit.spec.logic import both, either, negate
from mdaudit.spec.registry import Actor, Blame, Deployed, rule
from mdaudit.spec.sorts import NO_KEY, PRIMARY, Account, Client, IdentityKey, RawId, Truth
from mdaudit.spec.state import State
from mdaudit.spec.state.signed import NO_LIST, lists


@rule(
    "VER-1",
    "The verified mark belongs to one pinned primary key and life",
    source="engineering post of 2021: compare again when the account is registered anew",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="the mark on the compared {compared} only",
    got="the mark on {pinned}",
    dropping="the mark stays on whatever key comes next",
)
def mark_belongs(
    compared: IdentityKey, compared_life: RawId, pinned: IdentityKey, pinned_life: RawId
) -> Truth:
    """Nobody compared the new key."""
    return both(compared == pinned, compared_life == pinned_life)


@rule(
    "VER-2",
    "Linking or removing a companion keeps the mark",
    source="engineering post of 2021 and white paper: automatic device verification",
    checked_by=Actor.CLIENT,
    deployed=Deployed.YES,
    blame=Blame.CLIENT,
    expected="the mark kept with a list of the pinned life",
    got="a mark that every new list clears",
    without=False,
    dropping="the mark is cleared with every list",
)
def mark_outlives_lists(pinned_life: RawId, life: RawId) -> Truth:
    """Users who must compare again for every device stop comparing."""
    return life == pinned_life


@rule(
    "VER-3",
    "After a verified contact's key or life changed, it is sent nothing until the user confirms",
    source="inferred: the deployed system notifies if the user asked for it, and sends on",
    checked_by=Actor.CLIENT,
    deployed=Deployed.NO,
    blame=Blame.CLIENT,
    expected="the change of {account} confirmed by the user",
    got="a message before that",
)
def change_is_confirmed(s: State, client: Client, account: Account) -> Truth:
    """A server that resets an account gets messages unless somebody looks first."""
    return negate(s.unconfirmed(client, account))


@rule(
    "VER-5",
    "A companion keeps its own primary, and sends nothing new when its own list omits it",
    source="inferred: open clients pin the primary at linking; that a companion stops when it is "
    "not listed is ours",
    checked_by=Actor.COMPANION,
    deployed=Deployed.UNKNOWN,
    blame=Blame.SERVER,
    expected="the adopted primary for the own account, and the own index listed",
    got="the primary {key}, or a list without the own index",
)
def own_account_is_intact(s: State, client: Client, account: Account, key: IdentityKey) -> Truth:
    """A companion that follows another primary hands its user's messages to it."""
    own = s.own_account(client)
    held = s.held(client, own)
    return either(
        account != own,
        both(
            either(s.pin(client, own) == NO_KEY, s.pin(client, own) == key),
            either(
                s.own_index(client) == PRIMARY, held == NO_LIST, lists(held, s.own_index(client))
            ),
        ),
    )
