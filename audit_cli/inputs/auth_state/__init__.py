"""A client's store that is a folder of JSON files: ``creds.json``, ``session-*`` and so on.

How it becomes what the client remembers is in `reading`, the form of the files in `files`, the
folder itself in `folder`. It keeps no signed device lists and no evidence of other people's
companions, only the server's unsigned word on their device numbers (``device-list-*``). It keeps
the own linking evidence and the linking secret, but not the HMAC that the secret would vouch with.
"""
