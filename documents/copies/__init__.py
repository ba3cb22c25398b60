"""Certified copies: the register with its numbers, and the document that is signed."""
