"""The API's shapes of the catalogue: a release's content, word for word, and what lies around it."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procedures.choices import (
    Channel,
    ClockPolicy,
    DecisionKind,
    FeeHow,
    FeeKind,
    Level,
    Moment,
    OnlineLevel,
    OnResume,
    PauseReason,
    Rounding,
    Subject,
    Unit,
)
from procedures.models import Agency, ReceptionUnit, Release
from procedures.reading import FILE_AT, can_file


class PaperForm(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.CharField(allow_blank=True)


class Paper(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField()
    originals = serializers.IntegerField()
    copies = serializers.IntegerField()
    form = PaperForm(allow_null=True)
    required = serializers.BooleanField()  # type: ignore[assignment]
    note = serializers.CharField(allow_blank=True)


class Variant(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    name_en = serializers.CharField(allow_blank=True)
    papers = Paper(many=True)


class TimeLimit(serializers.Serializer):
    id = serializers.CharField()
    amount = serializers.IntegerField(allow_null=True)
    unit = serializers.ChoiceField(choices=Unit.choices)
    text = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class FeeTier(serializers.Serializer):
    """A row of a fee's table: up to a quantity and with it; null: everything above."""

    up_to = serializers.IntegerField(allow_null=True)
    amount = serializers.IntegerField()


class FeeReduction(serializers.Serializer):
    """Less to pay, by so many percent. when: a formula. paper: the name of the one that proves it."""

    id = serializers.CharField()
    name = serializers.CharField()
    percent = serializers.IntegerField()
    when = serializers.CharField(required=False)
    paper = serializers.CharField(required=False)


class Fee(serializers.Serializer):
    """Never show `amount` (đồng) without `text`: the text may say that it depends on something.

    What a rule says besides is there only where it says something. how: fixed when left out; quantity,
    formula, when: over the answers of the e-form. cases: names. collected: left out, an officer asks for it.
    """

    id = serializers.CharField()
    kind = serializers.ChoiceField(choices=FeeKind.choices)
    amount = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    name = serializers.CharField(required=False)
    how = serializers.ChoiceField(choices=FeeHow.choices, required=False)
    quantity = serializers.CharField(required=False)
    tiers = FeeTier(many=True, required=False)
    formula = serializers.CharField(required=False)
    minimum = serializers.IntegerField(required=False)
    maximum = serializers.IntegerField(required=False)
    round_to = serializers.IntegerField(required=False)
    rounding = serializers.ChoiceField(choices=Rounding.choices, required=False)
    cases = serializers.ListField(child=serializers.CharField(), required=False)
    when = serializers.CharField(required=False)
    collected = serializers.ChoiceField(choices=Moment.choices, required=False)
    legal = serializers.CharField(required=False)
    valid_from = serializers.DateField(required=False)
    valid_to = serializers.DateField(required=False)
    reductions = FeeReduction(many=True, required=False)


class Way(serializers.Serializer):
    channel = serializers.ChoiceField(choices=Channel.choices)
    time_limits = TimeLimit(many=True)
    fees = Fee(many=True)
    note = serializers.CharField(allow_blank=True)


class Result(serializers.Serializer):
    name = serializers.CharField()
    code = serializers.CharField(allow_blank=True)


class LegalBasis(serializers.Serializer):
    number = serializers.CharField(allow_blank=True)
    title = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)


class DecisionShape(serializers.Serializer):
    number = serializers.CharField(allow_blank=True)
    date = serializers.DateField(allow_null=True)
    kind = serializers.ChoiceField(choices=DecisionKind.choices)
    effective_from = serializers.DateField(allow_null=True)
    effective_to = serializers.DateField(allow_null=True)


class FormReference(serializers.Serializer):
    eform = serializers.CharField()
    version = serializers.IntegerField()
    hash = serializers.CharField()


class Pause(serializers.Serializer):
    reason = serializers.ChoiceField(choices=PauseReason.choices)
    on_resume = serializers.ChoiceField(choices=OnResume.choices)
    legal = serializers.CharField()


class ProcessStepShape(serializers.Serializer):
    """hours: working hours, null without limit. when: a formula over the answers, "" for always."""

    id = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    role = serializers.CharField()
    hours = serializers.FloatField(allow_null=True)
    when = serializers.CharField(allow_blank=True)
    checks = serializers.ListField(child=serializers.CharField())
    produces = serializers.ListField(child=serializers.CharField())
    tell = serializers.BooleanField()


class ProcessBranchShape(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    steps = ProcessStepShape(many=True)


class ProcessNodeShape(serializers.Serializer):
    """Branches that run at the same time; mostly one of one step."""

    id = serializers.CharField()
    branches = ProcessBranchShape(many=True)


class ContentShape(serializers.Serializer):
    """The canonical content of a release; its SHA-256 is the release's hash."""

    code = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    field = serializers.CharField()
    levels = serializers.ListField(child=serializers.ChoiceField(choices=Level.choices))
    online_level = serializers.ChoiceField(choices=OnlineLevel.choices)
    subjects = serializers.ListField(child=serializers.ChoiceField(choices=Subject.choices))
    summary = serializers.CharField(allow_blank=True)
    steps_text = serializers.CharField(allow_blank=True)
    conditions = serializers.CharField(allow_blank=True)
    results = Result(many=True)
    procedure_type = serializers.CharField(allow_blank=True)
    competent_agency = serializers.CharField(allow_blank=True)
    agency_codes = serializers.ListField(child=serializers.CharField())
    coordinating_agency = serializers.CharField(allow_blank=True)
    receiving_address = serializers.CharField(allow_blank=True)
    variants = Variant(many=True)
    channels = Way(many=True)
    legal_bases = LegalBasis(many=True)
    keywords = serializers.ListField(child=serializers.CharField())
    decision = DecisionShape()
    replaced_by = serializers.CharField(allow_null=True)
    clock_policy = serializers.ChoiceField(choices=ClockPolicy.choices)
    pauses = Pause(many=True, required=False)
    process = ProcessNodeShape(many=True, required=False)
    form = FormReference(allow_null=True)


class LinksShape(serializers.Serializer):
    """Addresses; `form` and `file` are null when there is no form, or it cannot be filed online."""

    self = serializers.CharField()
    releases = serializers.CharField()
    page = serializers.CharField(allow_null=True)
    form = serializers.CharField(allow_null=True)
    file = serializers.CharField(allow_null=True)


class ReleaseSummary(serializers.ModelSerializer):
    """A release without its content."""

    class Meta:
        model = Release
        fields = ["code", "number", "hash", "effective_from", "effective_to", "published_at"]


class ReleaseShape(ReleaseSummary):
    content = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField()

    class Meta(ReleaseSummary.Meta):
        fields = [*ReleaseSummary.Meta.fields, "content", "links"]

    @extend_schema_field(ContentShape)
    def get_content(self, release: Release) -> dict[str, Any]:
        return dict(release.content)

    @extend_schema_field(LinksShape)
    def get_links(self, release: Release) -> dict[str, str | None]:
        base = f"/api/v1/procedures/{release.code}"
        addresses = {
            "self": f"{base}/releases/{release.number}",
            "releases": f"{base}/releases",
            "page": release.procedure.url if release.procedure else None,
            "form": f"{base}/form" if release.content["form"] else None,
            "file": FILE_AT.format(code=release.code) if can_file(release) else None,
        }
        build = self.context["request"].build_absolute_uri
        return {name: build(address) if address else None for name, address in addresses.items()}


class ProcedureForm(serializers.Serializer):
    """A procedure's form: the schema of its answers, and the description a program draws pages from."""

    code = serializers.CharField(help_text="Procedure code")
    release = serializers.IntegerField(help_text="Number of the release that uses this version")
    version = FormReference()
    json_schema = serializers.DictField(help_text="JSON Schema 2020-12 of the answers")
    ui_schema = serializers.DictField(help_text="JSON Forms UI schema: steps, controls and their rules")
    content = serializers.DictField(help_text="Steps and fields with labels, helps and conditions")


class AgencyShape(serializers.ModelSerializer):
    parent = serializers.CharField(  # type: ignore[assignment]
        source="parent.code", allow_null=True, default=None
    )
    place = serializers.CharField(source="place.code", allow_null=True, default=None)
    successor = serializers.CharField(source="successor.code", allow_null=True, default=None)

    class Meta:
        model = Agency
        fields = [
            "code",
            "name",
            "name_en",
            "level",
            "parent",
            "place",
            "tax_code",
            "address",
            "valid_from",
            "valid_to",
            "successor",
        ]


class ReceptionUnitShape(serializers.ModelSerializer):
    agency = serializers.CharField(source="agency.code", allow_null=True)
    place = serializers.CharField(source="place.code", allow_null=True, default=None)

    class Meta:
        model = ReceptionUnit
        fields = [
            "id",
            "name",
            "name_en",
            "agency",
            "is_centre",
            "address",
            "place",
            "opening_hours",
            "hotline",
            "email",
        ]


class PlaceShape(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
