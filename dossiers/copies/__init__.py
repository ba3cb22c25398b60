"""Dossiers that ask for a certified copy: compared with the original, signed, finished."""
