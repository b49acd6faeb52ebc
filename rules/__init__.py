"""The shipped rules: data only."""
