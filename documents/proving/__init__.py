"""Checking documents: what a PDF's signatures prove, tokens of QR codes, revocation.

examining, guarded, offline and __main__ know nothing of Django: `python -m documents.proving` runs anywhere.
"""
