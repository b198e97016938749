"""Refinement: the event log of a real client, replayed in the model.

A client runs the specification's own steps, but around them it stores, encrypts and restarts. So
its log is played again from the first day, in a state that starts empty and forgets nothing: every
event must be possible there and end as it did, and the client's state must have changed in exactly
the same way. What bytes prove is proved again from the bytes; what only a session or a person knew
is taken from the log, and counted. What may be taken is in a table, with the reason: nothing else,
and no step of an adversary, is in the log of a client.

Reading order: `reading` (the file), `objects` (what bytes say), `facts` (what they prove), `asked`
(what refuses without a step), `encrypted` (for whom), `replay`.
"""
