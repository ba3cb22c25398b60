"""The officers' desk for programs: what its pages do beside single dossiers, through the same verbs."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiTypes, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import delegating
from accounts.access import allow, holds, user_of
from accounts.permissions import may
from documents.serving import file_response
from dossiers import assignment_rules, saved_views
from dossiers.actors import Actor
from dossiers.api_input import KEY, key_sent, refuse_strange
from dossiers.bulk import SHARED, Ticked, do_all
from dossiers.desk import shapes
from dossiers.desk.absences import OFFICERS, absence_of, agencies_of
from dossiers.desk.case import seen_by
from dossiers.desk.results import drafted, printed_again
from dossiers.models import AssignmentRule
from dossiers.transitions import TABLE

AGENCY = OpenApiParameter("agency", str, required=True, description="The agency's code.")


@allow(holds("dossier.view"))
class Bulk(APIView):
    @extend_schema(
        parameters=[KEY],
        request=shapes.BulkShape,
        responses=shapes.BulkDoneShape,
        summary="One action on up to 100 dossiers, each by itself; the refused are listed with the reason",
    )
    def post(self, request: Request) -> Response:
        """Asked again with the same key, what was done is not done twice and the refused are tried again."""
        key, officer = key_sent(request), user_of(request)
        asked = shapes.BulkShape(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        action, ticked = given.pop("action"), [Ticked(**each) for each in given.pop("dossiers")]
        row = next(row for row in TABLE if row.action == action)
        refuse_strange(given, set(row.takes) & set(SHARED))
        found = do_all(ticked, action, actor=Actor.officer(officer), key=key, at=timezone.now(), **given)
        refused = sum(1 for each in found if each.why)
        answer = {"done": len(found) - refused, "refused": refused, "outcomes": found}
        return Response(shapes.BulkDoneShape(answer).data)


@allow(holds("dossier.view"))
class Views(APIView):
    @extend_schema(responses=shapes.ViewShape(many=True), summary="Saved views: one's own and those shared")
    def get(self, request: Request) -> Response:
        found = saved_views.seen_by(request.user, timezone.now())
        return Response(shapes.ViewShape(found, many=True, context={"request": request}).data)

    @extend_schema(
        request=shapes.ViewShape, responses={201: shapes.ViewShape}, summary="Save filters under a name"
    )
    def post(self, request: Request) -> Response:
        """Words looked for are not kept."""
        asked = shapes.ViewShape(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        view = saved_views.save_view(user_of(request), at=timezone.now(), **asked.validated_data)
        answer = shapes.ViewShape(view, context={"request": request}).data
        return Response(answer, status=status.HTTP_201_CREATED)


@allow(holds("dossier.view"))
class View(APIView):
    @extend_schema(responses={204: None}, summary="Remove a view of one's own")
    def delete(self, request: Request, view_id: int) -> Response:
        saved_views.remove(saved_views.own(user_of(request), view_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(OFFICERS)
class Absences(APIView):
    @extend_schema(
        parameters=[AGENCY], responses=shapes.AbsenceShape(many=True), summary="Who is away and who stands in"
    )
    def get(self, request: Request) -> Response:
        """Now and to come, at an agency where one holds a role or manages absences."""
        at, code = timezone.now(), request.query_params.get("agency", "")
        if code not in {one.code for one in agencies_of(user_of(request), delegating.MANAGE, at)}:
            raise PermissionDenied
        return Response(shapes.AbsenceShape(delegating.absences([code], at), many=True).data)

    @extend_schema(
        request=shapes.EnterAbsenceShape,
        responses={201: shapes.AbsenceShape},
        summary="Enter an absence: one's own, or of an officer whose absences one manages",
    )
    def post(self, request: Request) -> Response:
        asked = shapes.EnterAbsenceShape(data=request.data)
        asked.is_valid(raise_exception=True)
        said = {"absent": user_of(request), **asked.validated_data}
        code = said.pop("agency")
        absence = delegating.delegate(agency_code=code, by=user_of(request), at=timezone.now(), **said)
        return Response(shapes.AbsenceShape(absence).data, status=status.HTTP_201_CREATED)


@allow(OFFICERS)
class Absence(APIView):
    @extend_schema(responses={204: None}, summary="End an absence: the colleague is back")
    def delete(self, request: Request, absence_id: int) -> Response:
        at, officer = timezone.now(), user_of(request)
        delegating.end(absence_of(officer, absence_id, at), by=officer, at=at)
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(holds(assignment_rules.MANAGE))
class Rules(APIView):
    @extend_schema(
        parameters=[AGENCY], responses=shapes.RuleShape(many=True), summary="Rules of assignment of an agency"
    )
    def get(self, request: Request) -> Response:
        code = request.query_params.get("agency", "")
        if not may(request.user, assignment_rules.MANAGE, agency_code=code, at=timezone.now()):
            raise PermissionDenied
        return Response(shapes.RuleShape(assignment_rules.rules_of(code), many=True).data)

    @extend_schema(
        request=shapes.RuleShape, responses={201: shapes.RuleShape}, summary="Lay down a rule of assignment"
    )
    def post(self, request: Request) -> Response:
        """In place of an earlier one for the same procedure or field."""
        asked = shapes.RuleShape(data=request.data)
        asked.is_valid(raise_exception=True)
        rule = assignment_rules.lay_down(by=user_of(request), at=timezone.now(), **asked.validated_data)
        return Response(shapes.RuleShape(rule).data, status=status.HTTP_201_CREATED)


@allow(holds(assignment_rules.MANAGE))
class Rule(APIView):
    @extend_schema(responses={204: None}, summary="Remove a rule of assignment")
    def delete(self, request: Request, rule_id: int) -> Response:
        rule = AssignmentRule.objects.filter(pk=rule_id).first()
        if rule is None:
            raise PermissionDenied
        assignment_rules.drop(rule, by=user_of(request), at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@allow(holds("dossier.view"))
class Result(APIView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        summary="The draft of a result made from its text, as a PDF; the look is logged",
    )
    def get(self, request: Request, dossier_id: uuid.UUID, result: str) -> HttpResponse:
        dossier = seen_by(request, dossier_id)
        return drafted(dossier, result, officer=user_of(request), at=timezone.now())


@allow(holds("dossier.view"))
class Reprint(APIView):
    @extend_schema(
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
        summary="A result as it was issued, to be printed again; the look is logged",
    )
    def get(self, request: Request, dossier_id: uuid.UUID, document_id: uuid.UUID) -> FileResponse:
        dossier = seen_by(request, dossier_id)
        return file_response(printed_again(dossier, document_id, user_of(request), timezone.now()).file)
