"""The own linking, as the store kept it: who was adopted, and with which keys.

The store keeps the identity that both sides signed, and often the linking secret. It does not keep
the HMAC by which the secret vouched for the identity, so LINK-1, and with it LINK-3, stays open.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mdaudit.audit_cli.blame import Conduct
from mdaudit.audit_cli.inputs.client_store import ClientStore, OwnDevice
from mdaudit.audit_cli.trial.exhibits import certificate_exhibit
from mdaudit.audit_cli.trial.judging import Verdict
from mdaudit.audit_cli.trial.linking import Attempt, judge_adoption
from mdaudit.audit_cli.trial.trail import Occasion
from mdaudit.audit_cli.trial.world import World
from mdaudit.spec.linking.attempts import Attempt as LinkingAttempt
from mdaudit.spec.linking.attempts import secret_serves_one_attempt
from mdaudit.spec.logic import Missing
from mdaudit.spec.reading import Judgement
from mdaudit.spec.sorts import Account, Client, IdentityKey

NO_MAC: Final = Missing("the HMAC of the linking payload, for which the store has no place")


def judge_own_linking(world: World, client: Client, store: ClientStore) -> None:
    """Judge the adoption of the own primary, and whether its keys served another linking."""
    own = store.own
    if own.device == 0 or own.certificate is None:
        return
    key = IdentityKey(own.identity_key)
    about = Occasion(
        account=own.account,
        subject="the linking of this client",
        pointer=own.pointer,
        conduct=Conduct.OFFERED,
        identity=("linked", key.hex()),
    )
    exhibit = certificate_exhibit(own.certificate, key)
    if exhibit.decoded is not None:
        for other in store.earlier:
            _remember(world, other)
        attempt = Attempt(
            client, Account(own.account), own.certificate, own.linking_secret, key, (), own.pointer
        )
        judge_adoption(world, attempt, exhibit, NO_MAC, about)
    _judge_secret(world, store, about)


def _remember(world: World, other: OwnDevice) -> None:
    """The client adopted this primary before, in another row of the same store."""
    if other.certificate is not None and other.primary_key is not None:
        key = IdentityKey(other.identity_key)
        adopted = certificate_exhibit(other.certificate, key).certificate
        row = (key, adopted, IdentityKey(other.primary_key))
        world.state = replace(world.state, adopted=world.state.adopted.but(*row, becomes=True))


def _judge_secret(world: World, store: ClientStore, about: Occasion) -> None:
    """A secret belongs to one attempt; in two rows of a store it served two."""
    secret = store.own.linking_secret
    others = [o for o in store.earlier if secret is not None and o.linking_secret == secret]
    if others:
        words = f"the linking of {world.names.account(store.own.account)}"
        arguments = (LinkingAttempt(words), True, False)
        world.trail.add(
            Verdict(Judgement(secret_serves_one_attempt, arguments, answer=False), answer=False),
            about=replace(about, conduct=Conduct.SIGNED, also=tuple(o.pointer for o in others)),
            got="a linking secret that served another linking before",
        )
