"""The register: which findings are its entries, in which order they stand, what they add up to."""
