"""What was meant by the words typed: raw keystrokes, slips, everyday names. Pure; one for every engine."""
