"""What is judged in a client's store beyond its evidence.

The store was turned into evidence, and the rules have judged that like any other. What is left is
what the evidence format has no words for: the own linking without its HMAC, keys that stand twice
in one store, keys that changed, group keys of devices that are gone. Each is reported under the
rule that it would break, and with no more certainty than a memory allows:

* a **finding** with high confidence where signatures or the store's own contradictions decide;
* a **finding** with medium confidence where a client that keeps to the rule could have left the
  same store, but hardly would: a companion without evidence (DEV-4), one key under two device
  numbers (DEV-7), the group key of a device that is gone (GRP-3);
* a **note** where an honest course of events is as likely: a key that changed (VER-3, DEV-7), one
  key in two accounts (LINK-8), an own group key whose holders are to be replaced (GRP-2).

Nobody but the client is blamed for what a client remembers.
"""
