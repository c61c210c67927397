"""Supervised practice: check-ins of real OKR groups, observed and attested by a mentor."""
