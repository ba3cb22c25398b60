"""Versions of forms for programs: schema, UI description, and a check of answers that keeps nothing."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access import PUBLIC, allow
from eforms.fields.contract import Facts
from eforms.headless.check import check
from eforms.headless.schema import json_schema
from eforms.headless.ui import ui_schema
from eforms.models import FormVersion


class FormVersionShape(serializers.Serializer[Any]):
    """A published version of a form: all a program needs to draw it and to fill it."""

    code = serializers.CharField(help_text="Code of the form")
    number = serializers.IntegerField()
    hash = serializers.CharField(help_text="SHA-256 of its canonical content")
    json_schema = serializers.DictField(help_text="JSON Schema 2020-12 of the answers")
    ui_schema = serializers.DictField(help_text="JSON Forms UI schema: steps, controls and their rules")
    content = serializers.DictField(help_text="The whole content, rules included")


class AnswersShape(serializers.Serializer[Any]):
    """Answers to be judged."""

    answers = serializers.DictField(help_text="{question key: value}; files are judged in drafts only")
    channel = serializers.ChoiceField(["online", "desk", "post"], default="online")
    applicant = serializers.ChoiceField(["person", "household", "organization"], default="person")
    age = serializers.IntegerField(min_value=0, max_value=150, required=False, allow_null=True)
    variant = serializers.CharField(
        max_length=250, default="", allow_blank=True, help_text="Name of the procedure's case"
    )


class ProblemShape(serializers.Serializer[Any]):
    step = serializers.CharField()
    loc = serializers.ListField(child=serializers.CharField(), help_text="Path of the answer")
    code = serializers.CharField()
    msg = serializers.CharField()


class JudgementShape(serializers.Serializer[Any]):
    """What filing these answers would say."""

    valid = serializers.BooleanField()
    answers = serializers.DictField(help_text="The accepted answers, computed values included")
    errors = ProblemShape(many=True)  # type: ignore[assignment]
    steps = serializers.ListField(child=serializers.DictField(), help_text="Steps and questions asked now")


def _version(code: str, number: int) -> FormVersion:
    version = FormVersion.objects.select_related("eform").filter(eform__code=code, number=number).first()
    if version is None:
        raise Http404
    return version


@allow(PUBLIC)
class FormVersionView(APIView):
    @extend_schema(responses=FormVersionShape, summary="A version of a form: schema, UI description, content")
    def get(self, request: Request, code: str, number: int) -> Response:
        """Published versions never change: they may be kept for good."""
        version = _version(code, number)
        return Response(
            {
                "code": code,
                "number": version.number,
                "hash": version.hash,
                "json_schema": json_schema(version),
                "ui_schema": ui_schema(version.content),
                "content": version.content,
            }
        )


@allow(PUBLIC)
class FormCheckView(APIView):
    @extend_schema(
        request=AnswersShape, responses=JudgementShape, summary="Judge answers as filing would; keeps nothing"
    )
    def post(self, request: Request, code: str, number: int) -> Response:
        version = _version(code, number)
        sent = AnswersShape(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        facts = Facts(
            on=timezone.localdate(),
            channel=given["channel"],
            applicant=given["applicant"],
            age=given.get("age"),
            variant=given["variant"],
        )
        return Response(check(version.content, given["answers"], facts))
