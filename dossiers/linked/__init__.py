"""Liên thông: a step passed on to another agency's dossier or to an outside system, and what comes back.

The step stays open and waits. Its dossier says in events what was passed on to whom (`links.py`); the other
dossier knows where it comes from (`Dossier.parent`). Neither waits for the other's lock: what one has to tell
the other is an effect (`work.py`), done once however often it is tried.
"""
