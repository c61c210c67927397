"""Detectors: one flaw per module, each with its code and how to find it; none knows another."""
