"""The catalogue: document types, and the schemas generated from them."""
