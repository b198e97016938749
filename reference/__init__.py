"""A reference: clients and a server that run the specification's own steps, with real bytes.

What a party decides, and what becomes of its state, is what a step of `mdaudit.spec` answers;
nothing of it is written here a second time. Around the steps there is only what they leave open:
keys and signatures, encryption, bytes in and out, files, sockets, and a log of everything.

Time and randomness are passed in, so a run can be repeated.

Reading order:

* **Bytes**: `signed` (objects with signatures, and codes), `own_data` (what devices of one account
  tell each other).
* **Parties**: `parties` (how a step is taken, and told; one role for each kind of steps).
* **Encryption**: `sessions` (two devices), `sender_keys` (groups), `app_state` (settings),
  `sealing` (at rest).
* **Processes**: `protocol` (what passes between client and server), `server`, `client`; `clock` and
  `atomically` (time, and files).
* **For people**: `commands` (the command `mdref`), `demo` (a story with a server that lies).
* **For the audit**: `evidence` (what a client's log is evidence of).
"""
