"""Bank statements: read, matched with the payments that wait, and what matches nothing given where it belongs."""
