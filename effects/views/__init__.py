"""Pages of this room. It lies below `accounts`, so who may call them is written in `portal/access.py`."""
