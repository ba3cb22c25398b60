"""Bank statements: read, matched with the payments that wait, and the rest given where it belongs."""
