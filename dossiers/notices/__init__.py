"""What people are told about a dossier: the shipped words, the editors' words, their facts, to whom they go.

Reasons, papers and answers are never in a message: they are read on the tracking page.
"""
