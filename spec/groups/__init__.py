"""Groups: who reads what is said to many.

A message to a group is encrypted once, under the **sender key** of the device that sends it. Each
device of each member, and each other device of the sender's own account, is given that key over
its pairwise session. So the question of the chapter `fanout`, who receives a message, is asked
twice: when the key is given, and again before each message, because who was a recipient yesterday
may be none today.

A sender key is a chain. Each message takes one step on it, and whoever is given the chain from
some place on reads from there, never before. A sender that wants to exclude somebody cannot take a
key back; it makes a new one and gives that to the others.

**Who the members are is not promised.** The server says so, and nobody signs it: the server can
put an account of its own into a group, and what is written from then on can be read there. The
witness `the_server_adds_a_reader` shows it. What is promised is about devices: nobody but the
devices of the accounts that the client was told of, as their signed lists name them, can read.

A sender key does not say who made it either. A device that was given somebody's sender key could
bring it to others as its own, and have the other's words shown under its name.

Cryptography is assumed perfect. Nothing is claimed about messages before or after the compromise of
a device that holds a sender key.

Read in this order: `membership`, `giving`, `writing`, `inbound`, `promises`, `lemmas`,
`witnesses`, `attacks`.
"""
