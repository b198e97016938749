"""What can be audited, and how it is read: strictly, by content, and never trusted."""
