"""Receiving: whose words a client shows to its user.

A pairwise session proves which device wrote a message, and to whom. Everything around the
ciphertext is the server's word: whose device that is said to be, and when it was sent. So a client
shows a message as somebody's only if the session's device is one of that account, as far as the
held list goes now.

* A message of somebody else's device (`showing`).
* A copy of what one's own user wrote on another device (`showing`, FAN-5).
* Device 0 needs no list; a companion needs one that names it, unexpired, now.

Read in this order: `showing`, `promises`, `lemmas`, `witnesses`, `attacks`.
"""
