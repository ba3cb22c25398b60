"""One record into the catalogue: the page is added, changed or left alone, and published when asked.

A record that says the same as last time changes nothing. Where an editor has changed a page since, the
editor's text stays and the report says so; what the new record changes elsewhere comes in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Revision

from procedures.choices import DecisionKind
from procedures.filling import fill
from procedures.importing.doubts import Doubts, Unacceptable
from procedures.importing.field_pages import Fields
from procedures.importing.record import Parsed, parse
from procedures.pages import ProcedurePage, slug_of
from procedures.snapshot import snapshot

ADDED, CHANGED, UNCHANGED = "added", "changed", "unchanged"
SET_BY_THE_TREE = ("path", "depth", "url_path", "locale", "content_type")
ENDS = (DecisionKind.ABOLISH, DecisionKind.REPLACE)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one record did. doubts: those of the record and those of meeting the page."""

    code: str
    result: str
    published: bool = False
    doubts: Doubts = field(default_factory=Doubts)


@dataclass(frozen=True, slots=True)
class Importer:
    """How this run imports. at: when it runs, written on what it publishes."""

    fields: Fields
    at: datetime
    publish: bool = False
    dry_run: bool = False

    def take(self, record: Record) -> Outcome:
        """Raises Unacceptable, or ValidationError when the page itself refuses; then nothing was written."""
        parsed = parse(record)
        page = ProcedurePage.objects.filter(code=parsed.code).first()
        if page is None:
            return self._add(parsed, record)
        if page.decision_kind in ENDS:
            parsed.doubts.add("ended_here")
            return Outcome(parsed.code, UNCHANGED, doubts=parsed.doubts)
        if page.original == record:
            published = self.publish and self._publish_waiting(page)
            return Outcome(parsed.code, UNCHANGED, published, parsed.doubts)
        return self._change(page, parsed, record)

    def _add(self, parsed: Parsed, record: Record) -> Outcome:
        page = ProcedurePage(code=parsed.code, live=False, original=record, doubts=parsed.doubts.as_json())
        fill(page, parsed.content)
        page.title, page.slug = page.name[:255], slug_of(parsed.code)
        page.clean_fields(exclude=SET_BY_THE_TREE)
        if self.dry_run:
            return Outcome(parsed.code, ADDED, self.publish, parsed.doubts)
        parent = self.fields.page_of(parsed.field)
        page.locale_id = parent.locale_id
        parent.add_child(instance=page)
        self._keep(page)
        return Outcome(parsed.code, ADDED, self.publish, parsed.doubts)

    def _change(self, live: ProcedurePage, parsed: Parsed, record: Record) -> Outcome:
        if live.has_unpublished_changes and live.latest_revision_id and not _by_import(live):
            parsed.doubts.add("draft_pending")
            return Outcome(parsed.code, UNCHANGED, doubts=parsed.doubts)
        if not self.dry_run:
            live = self._moved(live, parsed)
        page: ProcedurePage = live.get_latest_revision_as_object()
        fill(page, _without_edits(page, parsed))
        page.original, page.doubts = record, parsed.doubts.as_json()
        if not self.dry_run:
            page.full_clean()
            self._keep(page)
        return Outcome(parsed.code, CHANGED, self.publish, parsed.doubts)

    def _moved(self, page: ProcedurePage, parsed: Parsed) -> ProcedurePage:
        """Under the field the record names now, where it named another before; an editor's choice stays."""
        if not page.original or parse(page.original).field == parsed.field:
            return page
        page.move(self.fields.page_of(parsed.field), pos="last-child")
        return ProcedurePage.objects.get(pk=page.pk)

    def _keep(self, page: ProcedurePage) -> None:
        """A revision of the page as it stands, published by the verb editors use."""
        revision = page.save_revision(clean=False)
        if self.publish:
            self._publish(page, revision)
        else:
            ProcedurePage.objects.filter(pk=page.pk).update(original=page.original, doubts=page.doubts)
        insert_or_update_object_task.enqueue("procedures", "procedurepage", str(page.pk))

    def _publish(self, page: ProcedurePage, revision: Revision) -> None:
        page.publish(revision, at=self.at, skip_permission_checks=True)
        self.fields.publish_above(page)

    def _publish_waiting(self, page: ProcedurePage) -> bool:
        """An earlier run left it as a draft; an editor's own draft is never published from here."""
        if not page.has_unpublished_changes or not page.latest_revision_id or not _by_import(page):
            return False
        if not self.dry_run:
            self._publish(page, page.latest_revision)
        return True


def _by_import(page: ProcedurePage) -> bool:
    """Editors' revisions carry their name, those of an import carry none."""
    return page.latest_revision is not None and page.latest_revision.user_id is None


def _without_edits(page: ProcedurePage, parsed: Parsed) -> Record:
    """The parts of the new content that may be written over the page."""
    if not page.original:
        return _over_hand_made(page, parsed)
    before = parse(page.original).content
    changed = {key: value for key, value in parsed.content.items() if before.get(key) != value}
    as_imported = ProcedurePage(code=parsed.code)
    fill(as_imported, before)
    imported, current = snapshot(as_imported), snapshot(page)
    edited = [key for key in changed if _said(imported, key) != _said(current, key)]
    for key in edited:
        parsed.doubts.add("edited_here", key)
    return {key: value for key, value in changed.items() if key not in edited}


def _said(content: Record, key: str) -> Any:
    return content["decision"]["number"] if key == "decision" else content[key]


def _over_hand_made(page: ProcedurePage, parsed: Parsed) -> Record:
    """A page written here meets its first record: the record rules, but never empties nor guesses."""
    parsed.doubts.add("written_here")
    content = {key: value for key, value in parsed.content.items() if value and key not in parsed.guessed}
    if "keywords" in content:
        content["keywords"] = list(dict.fromkeys([*page.keywords, *content["keywords"]]))
    return content


def refuse_broken(error: ValidationError) -> Unacceptable:
    """A page's own refusal as a line of the report."""
    if hasattr(error, "error_dict"):
        said = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items())
    else:
        said = " ".join(error.messages)
    return Unacceptable("refused", said or _("refused"))
