"""Scenarios: example answers with what is expected of them, run on saving, needed to publish."""
