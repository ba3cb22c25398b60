"""Notes and opinions as JSON."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from dossiers.colleagues import DossierNote, DossierOpinion


class NoteShape(serializers.Serializer[DossierNote]):
    """mentioned: the colleague's name, null for nobody."""

    author = serializers.CharField(source="author_name")
    mentioned = serializers.CharField(allow_null=True)
    text = serializers.CharField()
    at = serializers.DateTimeField()


class NewNoteShape(serializers.Serializer[Any]):
    """mention: e-mail of a colleague who sees the dossier."""

    text = serializers.CharField(max_length=2000)
    mention = serializers.EmailField(required=False, default="", allow_blank=True)


class AlikeShape(serializers.Serializer[Any]):
    """Perhaps the same matter. id, code: null where it lies at an agency whose dossiers one may not see."""

    id = serializers.SerializerMethodField()
    code = serializers.SerializerMethodField()
    filed_at = serializers.DateTimeField(source="dossier.filed_at")

    def get_id(self, one: Any) -> str | None:
        return str(one.dossier.pk) if one.visible else None

    def get_code(self, one: Any) -> str | None:
        return str(one.dossier.shown_code) if one.visible else None


class OpinionShape(serializers.Serializer[DossierOpinion]):
    """A question to a colleague. number: to name it with `give_opinion`. files: of the answer."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    asker = serializers.CharField()
    asked = serializers.CharField()
    question = serializers.CharField()
    until = serializers.DateField(allow_null=True)
    asked_at = serializers.DateTimeField()
    answer = serializers.CharField()
    files = serializers.ListField(child=serializers.UUIDField())
    answered_at = serializers.DateTimeField(allow_null=True)


class BesideShape(serializers.Serializer[Any]):
    """What stands beside a dossier for its officers."""

    notes = NoteShape(many=True)
    opinions = OpinionShape(many=True)
    alike = AlikeShape(many=True)


class ShownAnswerShape(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    text = serializers.CharField()


class AskedShape(OpinionShape):
    """What was asked of oneself, with the answers chosen for it; papers: ids, read at papers/{file}."""

    code = serializers.CharField(source="dossier.shown_code")
    answers = ShownAnswerShape(many=True)
    papers = serializers.ListField(child=serializers.UUIDField(), source="shown")


class GivenShape(serializers.Serializer[Any]):
    """files: multipart only."""

    message = serializers.CharField(max_length=4000)
    files = serializers.ListField(child=serializers.FileField(), required=False, max_length=10)
