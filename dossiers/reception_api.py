"""Taking in a dossier from paper, for programs at the counter: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import allow, holds, user_of
from dossiers import shapes, start, taking_in
from dossiers.api import KEY, key_sent
from dossiers.models import PaperFiling
from dossiers.paper_filings import ACCEPT
from dossiers.submit import Person
from eforms.representation import draft_json
from procedures.models import Release


@allow(holds(taking_in.ACTION))
class Receptions(APIView):
    @extend_schema(
        parameters=[KEY],
        request=shapes.ReceptionShape,
        responses={201: shapes.ReceptionBegunShape},
        summary="Take in a dossier from paper: a draft of the procedure's form, or the dossier without one",
    )
    def post(self, request: Request) -> Response:
        """Fill the draft at /drafts/{id} with its secret; files are not required there.

        A procedure without an electronic form needs `applicant` and becomes a dossier at once.
        """
        asked = shapes.ReceptionShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said, at = asked.validated_data, timezone.now()
        release = taking_in.release_of(said["procedure"], timezone.localdate(at))
        person = shapes.ReceptionApplicantShape(data=said.get("applicant") or {})
        if release.form_version_id is None:
            person.is_valid(raise_exception=True)
        filing = _begun(request, release, said)
        if filing.dossier_id is None:
            taking_in.note_papers(filing, said["papers"], {}, at=at)
        if filing.draft is not None:
            secret = taking_in.form_link(filing, at=at)
            draft = {**draft_json(filing.draft, on=timezone.localdate(at)), "secret": secret}
            return Response({"draft": draft, "dossier": filing.dossier_id}, status=status.HTTP_201_CREATED)
        dossier = taking_in.file_plain(
            filing,
            Person(**person.validated_data),
            wish=ACCEPT if said["accept"] else "",
            language=get_language() or "",
            at=at,
        )
        return Response({"draft": None, "dossier": dossier.pk}, status=status.HTTP_201_CREATED)


def _begun(request: Request, release: Release, said: dict[str, Any]) -> PaperFiling:
    """Raises CannotFile, ValidationError (the key is missing)."""
    officer, at = user_of(request), timezone.now()
    return taking_in.begin(
        release,
        start.agency_by_code(release, timezone.localdate(at), said["agency"]),
        unit=taking_in.unit_by_id(officer, said["unit"], at),
        way=said["way"],
        variant=start.variant_id(release, said["variant"]),
        officer=officer,
        at=at,
        key=key_sent(request),
    )
