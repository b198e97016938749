"""Verification: what people compare, and what follows from it.

The server hands out keys, so at first contact it may hand out any. Two people who compare a
**security code** learn whether it did. The code is made of the keys of all their devices, so it
changes with every linked device; nobody would compare it again each time. **Automatic device
verification** is the way out: a comparison verifies the *primary*, and the primary's signatures
carry it to its companions. What was compared stays compared until the account gets another primary.

* The client marks a contact as verified, and says when the mark ends (`marks`).
* A new companion learns its account's contacts from its primary, not from the server (`contacts`).

What the comparison itself is, a human and a screen, cannot be proved. The specification takes it as
one step in which two codes agree only if the keys do.

Read in this order: `marks`, `comparing`, `contacts`, `promises`, `lemmas`, `witnesses`, `attacks`.
"""
