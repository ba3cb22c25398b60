"""The eight e-forms of the demo as plain data: {"code", "title", "title_en", "steps"}."""

from __future__ import annotations

from portal.demo.forms.birth import BIRTH
from portal.demo.forms.business import HOUSEHOLD_BUSINESS
from portal.demo.forms.criminal_record import CRIMINAL_RECORD
from portal.demo.forms.death import DEATH
from portal.demo.forms.extract import EXTRACT
from portal.demo.forms.marital_status import MARITAL_STATUS
from portal.demo.forms.marriage import MARRIAGE
from portal.demo.forms.parts import Form
from portal.demo.forms.residence import RESIDENCE

FORMS: tuple[Form, ...] = (
    BIRTH,
    MARRIAGE,
    DEATH,
    MARITAL_STATUS,
    EXTRACT,
    RESIDENCE,
    HOUSEHOLD_BUSINESS,
    CRIMINAL_RECORD,
)
