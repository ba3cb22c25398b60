"""What the room keeps."""

from __future__ import annotations

from dossiers.colleagues import DossierNote, DossierOpinion
from dossiers.copies.rules import CopyRules
from dossiers.document_texts import DocumentTexts
from dossiers.models.case import Dossier, DossierEvent, DossierStep, locked
from dossiers.models.counting import NumberCounter
from dossiers.models.desk import AssignmentRule, SavedView
from dossiers.models.filing import CorrectionDraft, PaperFiling, StepDraft, SubmittedPaper
from dossiers.models.finding import DossierKey
from dossiers.models.linked import OutsideCase
from dossiers.models.people import FailedLookUp, Follower
from dossiers.notices.texts import NoticeText
from dossiers.roots.model import DailyRoot

__all__ = [
    "AssignmentRule",
    "CopyRules",
    "CorrectionDraft",
    "DailyRoot",
    "DocumentTexts",
    "Dossier",
    "DossierEvent",
    "DossierKey",
    "DossierNote",
    "DossierOpinion",
    "DossierStep",
    "FailedLookUp",
    "Follower",
    "NoticeText",
    "NumberCounter",
    "OutsideCase",
    "PaperFiling",
    "SavedView",
    "StepDraft",
    "SubmittedPaper",
    "locked",
]
