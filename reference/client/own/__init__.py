"""The own account: its devices, and what they tell each other until one of them leaves."""
