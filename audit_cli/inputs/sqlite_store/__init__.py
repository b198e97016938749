"""A client's store that is an SQLite database with the tables ``whatsmeow_*``.

The file is opened so that nothing is locked, migrated or written next to it (`database`). One file
may hold the stores of several devices; each is a document of its own (`reading`). Sessions are
small messages in a column (`records`). The schema has no place for signed device lists, for other
people's companions' evidence, for the HMAC of the own linking, or for the device numbers that an
account has; only sessions and keys tell of those.
"""
