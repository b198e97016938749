"""Contrast: the phone in the middle.

Before companions had keys of their own, a *companion session* was a window onto the phone. The
phone held the account's only identity key and every message. The session was linked by a QR code,
too, but what the code carried was a key for a channel to the phone: what the session showed, the
phone had sent it, and what the owner wrote in the session went to the phone, which encrypted it and
passed it on. If the phone was off, the session was dead.

This chapter is a small model of that. It is here as a **contrast**: its promise describes what the
old architecture could not do, and is no promise of the design that the other chapters specify. In
that design the opposite must be possible, and the last section shows it: a companion sends while
the phone takes no step.

What the old architecture had for it is that there was nothing to agree on. There was one key, one
device and no device list; whatever the other chapters do is the price of letting the phone be off.

Read in this order: `phone`, `witnesses`.
"""
