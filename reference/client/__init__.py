"""The client: one device of one account, as a process with a store of its own.

What it decides, and what becomes of its state, is what steps of `mdaudit.spec` answer. Here is what
they leave open: where state is kept, how messages are encrypted and carried, what a person sees.
One rule holds everywhere: **a step, the keys it used and what is to be sent because of it are
stored in one transaction**, and only then anything leaves the device or is acknowledged.

Reading order:

* **The device**: `store` (the file), `facts` (the state in it), `device` (a party with a store).
* **The server**: `remote` (what can be asked), `connecting`, `outbox` (what waits for it),
  `errands` (the table of what can wait), `handing_over`, `due`.
* **The account**: `registering`, `linking`, `lists` (signed, published, fetched, hinted at),
  `verifying`.
* **What arrives**: `receiving` (each delivery), `handlers` (the table of what is handled where),
  `notices`, `answering` (what was not read goes again).
* **Messages**: `messages` (conversations of two, from sessions to what a person sees), `groups`.
* **Own devices**: `own` (what they tell each other), `app_state` (settings).
"""
