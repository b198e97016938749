"""A reference: a primary, a companion and a peer that run the specification's own steps.

Everything happens in one process: no network and no storage, but real keys, real bytes and real
signatures. What a party decides, and what becomes of its state, is what a step of
`mdaudit.spec` answers; nothing of it is written here a second time. Around the steps there is only
what they leave open: keys and signatures, bytes in and out, and a log.

Time and randomness are passed in, so a run can be repeated.

Reading order: `signing`, `issuing` and `described` (keys and bytes), `party` and `log` (how a step
is taken), `primary`, `companion`, `peer` (who takes which), then `story` and `evidence`.
"""
