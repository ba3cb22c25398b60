"""A batch of signatures: seconds per document, memory, and the same signatures by plain pyHanko calls.

`python -m tests.bench.signing`; DOCUMENTS=1000 is the full measure. Each document gets a person's signature, the
seal and the archive time stamp; keys and time stamps are the demo's own, so no network is measured.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="motcua-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
DOCUMENTS = int(os.environ.get("DOCUMENTS", "50"))
PLAIN = min(DOCUMENTS, 50)


def memory() -> float:
    """MB this process has taken at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def prepare() -> bytes:
    """Documents chosen and promised to the worker. Returns the PDF they all are."""
    from django.core.management import call_command
    from django.utils import timezone

    from documents.signing import looks
    from documents.signing.asking import Wanted
    from documents.signing.giving import choose
    from documents.signing.waiting import waiting_for
    from tests import people
    from tests.documents import authority

    call_command("migrate", verbosity=0)
    leader, content = authority.leader(), authority.page()
    authority.seal()
    found = looks.at_place({"page": 1, "x": 400.0, "y": 500.0, "height": 50.0})
    wanted = [
        Wanted(authority.PERSONAL, people.WARD, look=found[authority.PERSONAL]),
        Wanted(authority.SEAL, people.WARD, automatic=True, look=found[authority.SEAL]),
    ]
    for n in range(DOCUMENTS):
        authority.waiting(wanted, key=f"bench:{n}", content=content)
    at = timezone.now()
    choose(waiting_for(leader, at)[:DOCUMENTS], authority.session(leader), at)
    return content


def plainly(content: bytes) -> None:
    """The same by pyHanko alone: no database, no storage, no pictures."""
    from django.utils import timezone
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import PdfSignatureMetadata, signers
    from pyhanko.sign.fields import SigSeedSubFilter

    from documents.models import SigningKey
    from documents.signing import demo, trust
    from documents.signing.registry import place_of

    keys = list(SigningKey.objects.filter(on=True).order_by("kind"))
    for _ in range(PLAIN):
        pdf = content
        for place, key in enumerate(keys):
            with place_of(key).signer(key) as signer:
                metadata = PdfSignatureMetadata(
                    field_name=f"Signature{place}",
                    md_algorithm="sha256",
                    subfilter=SigSeedSubFilter.PADES,
                    embed_validation_info=True,
                    use_pades_lta=place == 1,
                    validation_context=trust.context(timezone.now()),
                )
                writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
                signers.sign_pdf(writer, metadata, signer, timestamper=demo.time_stamper(), output=out)
                pdf = out.getvalue()


def main() -> int:
    import django

    django.setup()
    from django.utils import timezone

    from documents.models import IssuedDocument
    from effects.worker import drain

    content = prepare()
    before = memory()
    ours = seconds(lambda: drain(timezone.now())) / DOCUMENTS
    peak = memory()
    signed = IssuedDocument.objects.filter(state=IssuedDocument.State.IN_FORCE).count()
    plain = seconds(lambda: plainly(content)) / PLAIN
    print(f"{signed} of {DOCUMENTS} documents signed twice and time-stamped")
    print(f"{ours:.3f} s a document; plain pyHanko {plain:.3f} s; ratio {ours / plain:.2f}")
    print(f"memory at most {peak:.0f} MB ({before:.0f} MB before the batch)")
    return 0 if signed == DOCUMENTS else 1


if __name__ == "__main__":
    sys.exit(main())
