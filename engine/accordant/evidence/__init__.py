"""Bytes of a format to the one tree, every node with its place."""
