"""Bringing in what others publish: the national catalogue (JSONL, CSV, XLSX), provinces and communes.

read.py rows of a file · flat.py columns of CSV and XLSX · parse_*.py pure: a record's words -> our values and doubts
record.py the whole record · upsert.py record -> page · run.py all rows, with a report
"""
