"""A minimal client and server with real cryptography; the client runs the specification's steps."""
