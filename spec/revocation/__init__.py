"""Revocation: how a device stops being part of an account.

A removal is a list. The primary signs a newer list without the device and hands it to the server;
peers learn of it, or their old list expires, or a hint stops its use (`device_list`, `fanout`).
Everything else that happens around a removal, the server's notices included, is unsigned.

Three things can go wrong at the owner's side. The owner is told that the device is gone while the
list without it never left the phone. The phone restarts in between and forgets. Or the phone comes
back from a backup that was made before the removal. This chapter is about them, and about what was
made for the removed device and must not be used any more.

Read in this order: `removal`, `backup`, `notices`, `rotation`, `promises`, `lemmas`, `witnesses`,
`attacks`.
"""
