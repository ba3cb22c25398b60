"""A certified copy with real keys: signed by the leader, sealed by itself, found whole by another program."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.utils import timezone

from documents.files import open_file
from documents.models import CertifiedCopy
from documents.signing.giving import choose, give
from documents.signing.waiting import waiting_for
from dossiers.statuses import Status
from tests import people
from tests.documents import authority
from tests.dossiers.copying import submitted

pytestmark = pytest.mark.django_db


def test_the_leader_signs_the_seal_follows_and_the_dossier_ends(tmp_path: Path) -> None:
    authority.trusted()
    leader = authority.leader()
    authority.seal()
    dossier, copy = submitted(user=people.lan())
    at = timezone.now()
    waiting = list(waiting_for(leader, at))
    assert [one.document_id for one in waiting] == [copy.document_id]
    choose(waiting, authority.session(leader), at)
    give(waiting[0].pk, at)
    dossier.refresh_from_db()
    copy = CertifiedCopy.objects.select_related("document__file").get()
    assert (dossier.status, copy.state) == (Status.FINISHED, "issued")
    assert dossier.events.last().actor == leader  # type: ignore[union-attr]
    document = copy.document
    assert document is not None
    assert document.state == "in_force"
    with open_file(document.file) as content:
        (tmp_path / "ban-sao.pdf").write_bytes(content.read())
    said = subprocess.run(
        ["pdfsig", "-nocert", "ban-sao.pdf"], cwd=tmp_path, capture_output=True, check=False
    )
    words = said.stdout.decode()
    assert words.count("Signature is Valid") >= 2
    assert "Total document signed" in words
