"""Measurements: ratios between this academy and something bare, taken in turn in one run."""
