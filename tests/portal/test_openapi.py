"""The API's own description: complete and up to date; no request, well made or not, breaks the server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from accounts.assign import assign
from accounts.tokens import issue_token
from dossiers import start
from dossiers.tracking_secret import derive
from portal.wsgi import application
from tests import people
from tests.dossiers.cases import MONDAY, filed, release_with_form, ward
from tests.house.rooms import ROOT

WRITTEN = ROOT / "docs/openapi.json"


def described(folder: Path) -> Any:
    file = folder / "openapi.json"
    call_command("spectacular", format="openapi-json", lang="en", fail_on_warn=True, file=str(file))
    return json.loads(file.read_text())


def test_the_description_has_no_warning_and_the_file_in_docs_is_up_to_date(tmp_path: Path) -> None:
    assert json.loads(WRITTEN.read_text()) == described(tmp_path), "make openapi writes it anew"


@pytest.mark.parametrize(
    ("method", "path", "open_to_all"),
    [
        ("get", "procedures", True),
        ("post", "drafts", True),
        ("put", "drafts/{draft_id}/steps/{step}", True),
        ("post", "track", True),
        ("get", "dossiers", False),
        ("get", "desk/dossiers", False),
        ("delete", "tokens", False),
    ],
)
def test_the_description_says_where_nobody_has_to_sign_in(method: str, path: str, open_to_all: bool) -> None:
    operation = json.loads(WRITTEN.read_text())["paths"][f"/api/v1/{path}"][method]
    assert ({} in operation["security"]) is open_to_all


def test_every_operation_has_a_summary() -> None:
    paths = json.loads(WRITTEN.read_text())["paths"].values()
    assert all(operation.get("summary") for operations in paths for operation in operations.values())


@pytest.fixture
def known() -> dict[str, Any]:
    """What there is, for the parts of an address."""
    draft, secret = start.begin_filing(release_with_form(), ward(), user=None, at=MONDAY)
    dossier = filed()
    return {
        "dossier_id": str(dossier.pk),
        "draft_id": str(draft.pk),
        "step": "nguoi_khai",
        "secrets": {"Draft-Secret": secret, "Dossier-Secret": derive(dossier.pk)},
    }


@pytest.fixture
def token() -> str:
    """Of somebody who may do everything at the agency."""
    user = people.minh("reception", "dispatcher", "specialist", "approver", "cashier", "return_desk")
    assign(user, "auditor", people.WARD, valid_from=people.LONG_AGO)
    return issue_token(user, at=people.timezone.now(), with_code=True)[1]


SCHEMA = schemathesis.openapi.from_dict(json.loads(WRITTEN.read_text()))
SCHEMA.app = lambda environ, answer: application({**environ, "REMOTE_ADDR": "127.0.0.1"}, answer)
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["well", "badly"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.label)
def test_no_request_however_made_breaks_the_server(
    operation: Any, mode: GenerationMode, known: dict[str, Any], token: str, caplog: Any
) -> None:
    headers = {"Authorization": f"Bearer {token}", **known["secrets"]}

    @settings(
        max_examples=8,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        case.path_parameters |= {name: known[name] for name in case.path_parameters if name in known}
        caplog.clear()
        answer = case.call(headers=headers)
        assert answer.status_code < 500, (case.as_curl_command(), caplog.text)

    try:
        ask()
    except Unsatisfiable:  # what takes nothing but its address cannot be asked badly
        assert mode is GenerationMode.NEGATIVE
        assert not operation.query
        assert not operation.body
