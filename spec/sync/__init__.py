"""Sync: what devices of one account tell each other.

Devices of one account send each other more than copies of messages: the primary gives a new
companion a bundle of recent messages, keys are handed around, and contacts, settings and deletions
travel as **app state**: a row of numbered patches that the server stores, encrypted and
authenticated under a key that only the account's devices have.

Whoever can speak on this channel rewrites what a user sees of the past. So two questions are asked:

* Who may speak there at all? (`channel`)
* Under which key, and on which state, is a patch taken? (`keys`, `patches`)

Read in this order: `channel`, `keys`, `patches`, `promises`, `lemmas`, `witnesses`, `attacks`.
"""
