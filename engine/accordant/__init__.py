"""Accordant judges evidence of collaborative business relationships against declarative ISO 44001 rules."""

__version__ = "0.1.0"
