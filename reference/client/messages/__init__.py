"""Messages of conversations of two: sessions, sending, opening, showing, and what was missed."""
