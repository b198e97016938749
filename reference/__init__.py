"""A reference: clients and a server that run the specification's own steps, with real bytes.

What a party decides, and what becomes of its state, is what a step of `mdaudit.spec` answers;
nothing of it is written here a second time. Around the steps there is only what they leave open:
keys and signatures, encryption, bytes in and out, files, sockets, and a log of everything.

Time and randomness are passed in, so a run can be repeated.

Reading order:

* **Bytes**: `signing`, `issuing`, `linking_code`, `described`, `verification` (what bytes prove),
  `plain` (values as JSON), `seen` (objects), `rows` (a state's changes), `contact_record`,
  `own_messages`, `history_file`, `fingerprint`.
* **Parties**: `party`, `log` and `words` (how a step is taken, and told), then the roles, one for
  each kind of steps: `primary`, `removals`, `companion`, `peer`, `fan_out`, `listener`, `reader`,
  `group_member`, `comparer`, `address_book`, `app_state`.
* **Encryption**: `sessions` (two devices), `sender_keys` (groups), `sealing` (at rest).
* **Processes**: `protocol` (what passes between client and server), `server`, `client`; `clock` and
  `atomically` (time, and files).
* **For people**: `commands` (the command `mdref`), `demo` (a story with a server that lies).
* **For the audit**: `evidence` (what a client's log is evidence of).
"""
