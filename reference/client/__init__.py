"""The client: one device of one account, as a process with a store of its own.

What it decides, and what becomes of its state, is what steps of `mdaudit.spec` answer. Here is what
they leave open: where state is kept, how messages are encrypted and carried, what a person sees.
One rule holds everywhere: **a step, the keys it used and what is to be sent because of it are
stored in one transaction**, and only then anything leaves the device or is acknowledged.

Reading order: `store` (the file), `facts` (the state in it), `device` (a party with a store),
`remote` (what it asks the server), then what a device does.
"""
