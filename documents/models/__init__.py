"""Files, documents the agencies issue, who signs them, what people keep of them."""

from documents.models.copies import CertifiedCopy, CopyRegister
from documents.models.files import StoredFile
from documents.models.issued import IssuedDocument
from documents.models.keeping import KeepingRules, KeptPaper, PaperKind, Share, ShareOpening
from documents.models.proving import IssuerKey, Revocation
from documents.models.rules import SignedBy, SigningRules
from documents.models.scanning import Cleaning, Scan, ScanPage
from documents.models.signing import Authority, Signature, SignatureKind, SigningKey, SigningSession

__all__ = [
    "Authority",
    "CertifiedCopy",
    "Cleaning",
    "CopyRegister",
    "IssuedDocument",
    "Scan",
    "ScanPage",
    "KeepingRules",
    "KeptPaper",
    "PaperKind",
    "Share",
    "ShareOpening",
    "IssuerKey",
    "Revocation",
    "Signature",
    "SignatureKind",
    "SignedBy",
    "SigningKey",
    "SigningRules",
    "SigningSession",
    "StoredFile",
]
