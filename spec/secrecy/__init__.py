"""What the network can read.

The other chapters say for whom a device encrypts. This one looks at what is encrypted, and asks the
network, which has all of it: can it put together what a message says?

Messages are **free terms** here: a text, a wrapper for one's own devices, a shared key, two things
together, a ciphertext for one device, a ciphertext under a shared key. The adversary is the
network. It has whatever was sent, takes apart what it can open, and builds new things of what it
has. Only two keys open anything: a device's, once the adversary took that device over, and a shared
key that the adversary came to know.

All kinds of messages are of these terms:

* a copy, also one for a retry or a backfill, is a text sealed for one device;
* a copy for a device of the own account is sealed in its wrapper;
* the distribution of a sender key, the notice of a history bundle and the share of an app-state key
  are a shared key sealed for one device;
* a group message, a history bundle and an app-state patch are a text locked under a shared key.

**Who the recipients are is not decided here.** A step may encrypt for any device at all, and the
devices for which it did so are the recipients. That they are the right ones is what the promises on
copies and on sender keys say (1, 2, 6, 10); their *pin* comes in there, because a corrupt primary
can certify a device of the adversary's. Together: what a user writes is read by the devices that
the pinned primaries named, and by the network only if one of them is corrupt.

Three things are coarser than in the chapters before. A shared key has no chain, so whoever is given
it reads all that is under it, also what came before (GRP-4 excludes that). A bundle or patch holds
one message. And a device, once it is corrupt, reveals everything that was ever encrypted for it:
channels are ideal, and nothing is claimed about forward secrecy or about recovering from a
compromise. What a message's length, time, sender and recipients tell is no part of it at all.

Read in this order: `wire`, `devices`, `network`, `promises`, `lemmas`, `witnesses`.
"""
