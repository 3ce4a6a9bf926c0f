"""Domain values in plain words. No colour library on the fast path."""
