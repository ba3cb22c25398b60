"""What comes round: the time of keeping of people's papers is looked at."""

from __future__ import annotations

from datetime import timedelta

from documents.keeping import retention
from effects.duties import duty

duty("retention", every=timedelta(hours=6))(retention.look)
