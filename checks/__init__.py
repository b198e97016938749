"""Read the specification symbolically: prove, attack, explore, and compare the two readings."""
