"""The client: one device of one account, as a process with a store of its own.

What it decides, and what becomes of its state, is what steps of `mdaudit.spec` answer. Here is what
they leave open: where state is kept, how messages are encrypted and carried, what a person sees.
One rule holds everywhere: **a step, the keys it used and what is to be sent because of it are
stored in one transaction**, and only then anything leaves the device or is acknowledged.

Reading order:

* **The device**: `store` (the file), `facts` (the state in it), `device` (a party with a store),
  `wiping` (its end), `conversation` (what a person sees).
* **The server**: `remote` (what can be asked), `connecting`, `outbox` (what waits for it),
  `submitting` (a message waits), `errands` (the table of what can wait), `handing_over`, `due`.
* **The account**: `registering`, `publishing` (lists), `renewing`, `removing`, `own_list`,
  `own_devices`, `linking`, `logging_out`, `qr_picture`.
* **Other accounts**: `directory` (whom to believe), `hints` (how new a list is), `verifying`.
* **Sessions**: `pre_keys`, `pairwise`, `bundles` (how one begins), `plaintexts` (what is inside).
* **Sending**: `sending`, `sent` (what is kept for a later copy), `resending`.
* **Receiving**: `receiving` (each delivery), `handlers` (the table of what is handled where),
  `opening` (an envelope), `incoming` (a message), `showing`, `parking`, `retrying`, `notices`.
* **Groups**: `groups`, `group_keys`, `group_sending`, `group_receiving`, `group_showing`.
* **Own devices**: `own_channel` (what a primary tells), `own_account` (what is heard), `companions`
  (what is owed), `contacts`, `history`, `app_state_keys`, `app_state`, `app_state_writing`.
"""
