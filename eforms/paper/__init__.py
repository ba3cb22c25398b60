"""The filled form as the official paper form: blocks an editor lays out, answers put in, a PDF made."""
