"""Groups: who is in them, the sender keys, and messages under these, out and in."""
