"""Alice's phone, which takes in a companion that somebody else wrote; and Bob, who writes to it."""

from dataclasses import dataclass, field
from pathlib import Path

from mdaudit.reference.client.linking.picture import read_payload, read_picture, write_picture
from mdaudit.reference.parties.party import Party
from mdaudit.reference.parties.peer import Peer
from mdaudit.reference.parties.primary import Approval, Primary
from mdaudit.reference.signed.linking_code import LinkingCode
from mdaudit.reference.signed.signing import KeyPair
from mdaudit.spec.sorts import NO_KEY, IdentityKey, RawId
from tests.reference.scene import ALICE, BOB, BOBS_PHONE, LAPTOP, LIFE, START, at, stream


@dataclass
class Owner:
    """Alice, with her phone."""

    phone: Primary = field(
        default_factory=lambda: Primary.begin(ALICE, LIFE, START, stream("owner"))
    )
    companion: IdentityKey = NO_KEY
    """The key in the code that was seen last."""

    def scan(self, said: str, folder: Path) -> Approval:
        """Draw what a companion's code says, read the picture, and approve."""
        picture = folder / "code.png"
        write_picture(read_payload(said), picture)
        code = read_picture(picture)
        return self.approve(LinkingCode(code.identity_key, code.secret))

    def approve(self, code: LinkingCode) -> Approval:
        """Approve the companion of a code."""
        self.companion = code.identity_key
        return self.phone.approve(code, at(1))


def bob_serves(owner: Owner, signed_list: bytes, certificate: bytes) -> bool:
    """Return whether Bob's phone opens a session with the companion, and writes to it."""
    own = KeyPair.generate(stream("bob"))
    bob = Peer(BOBS_PHONE, Party())
    bob.set_up(BOB, own.public, at(2))
    bob.pin(BOB, own.public, RawId(3), at(2))
    bob.pin(ALICE, owner.phone.identity_key, LIFE, at(2))
    bob.receive_list(ALICE, signed_list, at(2))
    bob.receive_device(ALICE, LAPTOP, owner.companion, certificate, at(2))
    return bob.party.state.knows(BOBS_PHONE, ALICE, LAPTOP, owner.companion)
