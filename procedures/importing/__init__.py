"""Bringing in what others publish: the national catalogue (JSONL, CSV, XLSX), provinces and communes.

read.py: the rows of a file · flat.py: the columns of CSV and XLSX · parse_*.py, record.py: a record's words
-> content of a release and doubts, pure · upsert.py: content -> page · run.py: all rows, with a report
"""
