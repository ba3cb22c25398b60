"""One signature on a PDF (PAdES): B-LT each, with the last one an archive time stamp over all (B-LTA)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.api import TimeStamper
from pyhanko.stamp.static import StaticStampStyle
from pyhanko_certvalidator import ValidationContext

Box = tuple[float, float, float, float]
DIGEST = "sha256"
# Revocation lists and certificates go into the update that they prove, so that each signature covers all
# of the file there is when it is given, and the time stamp at the end covers everything.
PROOFS = DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE)


@dataclass(frozen=True)
class Seen:
    """What is seen of a signature: a PDF page fitted into `box` (points from the lower left) of `page`."""

    page: int
    box: Box
    drawn: bytes


@dataclass(frozen=True)
class Trusted:
    """With what a signature is proved: whose certificates count, and who says the time."""

    context: ValidationContext
    time_stamper: TimeStamper


def sign(pdf: bytes, signer: Signer, trusted: Trusted, *, field: str, last: bool, seen: Seen | None) -> bytes:
    """The PDF with one more signature in an update of its own; what was there stays byte for byte.

    `field`: name of the signature's field, another one for each. Raises what pyHanko raises
    (PathError, RevocationError, TimestampRequestError, …).
    """
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=True,
        use_pades_lta=last,
        timestamp_field_name=f"{field}-time" if last else None,
        validation_context=trusted.context,
        dss_settings=PROOFS,
    )
    spec = SigFieldSpec(field, **(_place(seen) if seen else {}))
    signing = PdfSigner(
        metadata,
        signer,
        timestamper=trusted.time_stamper,
        new_field_spec=spec,
        stamp_style=_style(seen) if seen else None,
    )
    out = io.BytesIO()
    signing.sign_pdf(writer, output=out)
    return out.getvalue()


def _place(seen: Seen) -> dict[str, Any]:
    return {"on_page": seen.page, "box": seen.box}


def _style(seen: Seen) -> StaticStampStyle:
    fitted = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    return StaticStampStyle(
        background=_Drawn(seen.drawn), background_layout=fitted, border_width=0, background_opacity=1
    )


class _Drawn(PdfContent):
    """The first page of a PDF that is here as bytes; pyHanko itself imports by file name only."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self.pdf = pdf

    def render(self) -> bytes:
        writer = self.writer
        assert writer is not None
        imported = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self.pdf)))
        self.resources.xobject["/Drawn"] = imported
        left, bottom, right, top = imported.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Drawn Do"


def common_name(certificate: x509.Certificate) -> str:
    said: dict[str, Any] = certificate.subject.native
    return str(said.get("common_name") or certificate.subject.human_friendly)[:250]


def serial(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:x}"
