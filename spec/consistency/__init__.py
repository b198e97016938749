"""In-chat device consistency (ICDC): devices tell each other how new their lists are.

A server that withholds a list from one client has to answer to every message of every other. Inside
each ciphertext, where the server cannot reach, devices say which list of their own account they
hold: its time and a hash of the identity keys in it. In a conversation of two they say the same of
the other side's list.

* A later time is word of a newer list (ICDC-2, the section `hints` of the chapter on lists).
* An equal time with another hash is an alarm (`views`).
* A primary may say that it has no companions at all (`alone`).

Read in this order: `saying`, `views`, `alone`, `notices`, `promises`, `lemmas`, `witnesses`,
`attacks`.
"""
