"""Device lists: who may speak and listen for an account.

An account is its **primary**: the phone that registered it. The primary's identity key is the only
authority. Every other device, a **companion**, has an identity key of its own, and becomes part of
the account by two signatures: the primary signs a certificate for the companion's key (*account
signature*), the companion signs the same certificate back (*device signature*). The primary also
signs a **device list** that names the indexes of all companions linked at that time. The server
stores and hands out all of it and is trusted with none of it.

A client that wants to write to an account **pins** the primary's key at first contact. From then
on it asks three questions, and this chapter is their answers:

* Was this companion linked by the owner, and does it want to belong to the owner? (`devices`)
* Is this list the owner's, and is it the newest I can expect? (`acceptance`)
* What may an honest owner sign at all? (`owner`)

How the list then decides who receives a message is the chapter `fanout`.

One **life** of an account is a pair of primary key and ``rawId``. Indexes count within a life and
are never given out twice; a list of another life has nothing to say about this one.

Read in this order: `wire`, `owner`, `acceptance`, `usable`, `hints`, `devices`,
`bundles`, `holding`, `promises`, `recovery`, `lemmas`, `recovery_lemmas`, `witnesses`, `attacks`.
"""
