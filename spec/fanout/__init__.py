"""Fan-out: who receives a message.

There is no key that all devices of an account share. The sender encrypts a message once per device:
for every device of the recipient and for every other device of its own account. Who that is, is
decided on the sending device alone, from what it pinned, holds and verified (`device_list`).

A message that cannot go to a companion still goes to the primary: the fan-out filters, it does not
fail.

Read in this order: `sending`, `resending`, `promises`, `lemmas`, `witnesses`, `attacks`.
"""
