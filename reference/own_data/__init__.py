"""What devices of one account tell each other besides texts, as bytes."""
