"""What a person meant by the words typed: raw keystrokes, slips, everyday names. Pure; the same for every engine."""
