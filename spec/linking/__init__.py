"""Linking: how a companion joins an account.

An account begins with one device, the **primary**: the phone that registered it. A **companion**, a
laptop say, joins by being *linked*. Before that it is a stranger to the phone, and the phone is a
stranger to it. They have one thing in common: the owner, who holds one and looks at the other.
Linking turns that into two signatures. With the *account signature* the primary says that this key
is a device of the account; with the *device signature* the companion says that it wants to be one.

**By QR code.**

1. The companion connects to the server and registers a fresh identity key. The server gives it a
   few references, which say where an answer goes.
2. The companion shows a QR code: a reference, its connection key, its identity key, and a fresh
   *linking secret* of 32 bytes. The first code is shown for 60 seconds, each later one for 20.
3. The owner unlocks the primary and scans the code. The primary gives the companion a new key
   index, signs its key with the details, and signs a new device list that names the index.
4. The primary puts details, its own key and the account signature into one payload, authenticates
   the payload with the linking secret, and sends both to the server, with the list.
5. The server keeps the list, gives the companion a device number, and passes the payload on.
6. The companion first checks, with its secret, that the payload comes from who saw the code; only
   then does it read it. It checks that the account signature covers its own key, and pins the
   primary.
7. It signs the same details back, naming both keys, and sends this device signature to the server.
   The server passes it on to peers with the account signature.
8. The companion connects again and publishes its pre keys. The primary sends it what it needs to
   begin with, as messages from one device of the account to another.

**By eight characters.** For a companion that cannot show a QR code, or an owner whose camera does
not work.

1. The companion shows eight characters. The owner types them into the primary.
2. Each side makes a fresh key pair and wraps the public half in a key made from the characters.
   The primary's message names its identity key in clear.
3. Both compute a shared key. Under it, the companion sends a bundle with its identity key, the
   primary's, and fresh random bytes; its identity key stands in clear as well.
4. The primary opens the bundle and compares both identity keys in it with those in clear.
5. Both compute the linking secret from the shared key, their identity keys and the random bytes.
   From here on it is step 3 of the other way.

**Who sees what.** The server sees every message, the keys, the list and both signatures. It never
sees a linking secret or the characters. Whoever sees the screen sees everything, for as long as the
attempt lasts. Peers see the two signatures, later, and believe nothing else.

**What relies on people.** A code says nothing about who shows it. An owner who scans a stranger's
code links the stranger; who types the characters that a caller asks for does the same; and so does
who lets a code be photographed. No check on a message can tell these from what the owner wants.
What helps is that linking is visible: the list of linked devices, and the chapter on verification.

Not in the model: linking a hosted device, where a provider holds the companion, and linking with a
passkey, which open clients contain since 2026 and whose safety rests on a comparison by the owner.

Read in this order: `companion`, `primary`, `attempts`, `messages`, `exchange`, `network`, `codes`,
`promises`, `lemmas`, `witnesses`, `attacks`.
"""
