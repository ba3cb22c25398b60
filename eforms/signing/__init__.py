"""A second person signs too: invited by link, proved by a one-time code, bound to the answers."""
