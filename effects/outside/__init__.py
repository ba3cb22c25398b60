"""Servers of others: which may be asked at all, and how long one waits for them.

Data sources of forms (`eforms/sources/`) and channels of messages (`effects/channels/`) ask through here.
"""
