"""Ways of paying, one module each behind one contract (contract.py)."""
