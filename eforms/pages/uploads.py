"""What a step's page sends: answers kept even when incomplete, files stored the moment they arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import HttpRequest, QueryDict

from accounts.models import User
from documents import pictures
from documents.errors import FileRefused
from documents.files import open_file, remade
from documents.models import StoredFile
from eforms import drafts
from eforms.errors import TooManyFiles
from eforms.fields.contract import Definition, is_file
from eforms.fields.file import most_files
from eforms.judging.answers import step_of
from eforms.models import Draft
from eforms.pages.step_form import StepForm

Refused = Mapping[str, ValidationError]  # name of the question on the page -> why files were not taken
CHANGES: dict[str, Callable[[StoredFile, Any], ContentFile[bytes]]] = {
    "turn": pictures.turned,
    "cut": pictures.cut,
}


def keep(
    draft: Draft, form: StepForm, *, at: datetime, done: bool | None, passing: bool = False, seconds: int = 0
) -> set[str]:
    """Save what can be accepted of a step, and what cannot as it was typed.

    Returns keys of answers that another window changed since this page was opened; those stayed.
    """
    return drafts.save_step(
        draft,
        form.step_id,
        form.accepted,
        at=at,
        typed=form.pending,
        done=done,
        shown=form.shown_before,
        passing=passing,
        seconds=seconds,
    )


@dataclass
class Taken:
    """What became of the files of a page: `data` is the post with the ids of files that stand in rows."""

    data: QueryDict
    refused: dict[str, ValidationError] = field(default_factory=dict)

    def refuse(self, name: str, reason: ValidationError) -> None:
        earlier = [self.refused[name]] if name in self.refused else []
        self.refused[name] = ValidationError([*earlier, reason])


def take_files(request: HttpRequest, draft: Draft, step_id: str, *, at: datetime) -> Taken:
    """Store the files a page sent; remove, turn or cut the one it asks for. Other answers may be wrong."""
    taken = Taken(request.POST.copy())
    places = {place.name: place for place in _places(draft, step_id, request)}
    for name in request.FILES:
        for upload in request.FILES.getlist(name) if name in places else ():
            try:
                places[name].add(upload, taken.data, by=_person(request), at=at)
            except (FileRefused, TooManyFiles) as reason:
                taken.refuse(name, reason)
    verb, _, rest = request.POST.get("wizard-do", "").partition(":")
    name, _, file_id = rest.partition(":")
    if name in places and file_id:
        try:
            places[name].change(verb, file_id, taken.data, by=_person(request), at=at)
        except FileRefused as reason:
            taken.refuse(name, reason)
    return taken


@dataclass(frozen=True)
class Place:
    """A question for files as it stands on the page: its own ("paper") or in a row ("children-0-paper")."""

    draft: Draft
    definition: Definition
    name: str
    path: str

    @property
    def in_row(self) -> bool:
        return "." in self.path

    def add(self, upload: Any, data: QueryDict, *, by: User | None, at: datetime) -> None:
        """Raises FileRefused, TooManyFiles."""
        if self.in_row and len(self._ids(data)) >= most_files(self.definition):
            raise TooManyFiles(most_files(self.definition))
        stored = drafts.attach(self.draft, self.path, upload, by=by, at=at)
        if self.in_row:
            self._put(data, [*self._ids(data), str(stored.pk)])

    def change(self, verb: str, file_id: str, data: QueryDict, *, by: User | None, at: datetime) -> None:
        """Remove, turn or cut a file. Raises FileRefused."""
        stored = _own(self.draft, file_id)
        if verb == "remove" and self.in_row:
            self._put(data, [one for one in self._ids(data) if one != file_id])
        elif verb == "remove":
            drafts.detach(self.draft, self.path, file_id, at=at)
        elif verb in CHANGES and stored is not None:
            with open_file(stored) as content:
                changed = remade(stored, CHANGES[verb](stored, content), by=by, at=at)
            self._swap(file_id, str(changed.pk), data, at)

    def _swap(self, old: str, new: str, data: QueryDict, at: datetime) -> None:
        if self.in_row:
            self._put(data, [new if one == old else one for one in self._ids(data)])
        else:
            drafts.swap_file(self.draft, self.path, old, new, at=at)

    def _ids(self, data: QueryDict) -> list[str]:
        return str(data.get(f"{self.name}-ids", "")).split()

    def _put(self, data: QueryDict, ids: list[str]) -> None:
        data[f"{self.name}-ids"] = " ".join(ids)


def _places(draft: Draft, step_id: str, request: HttpRequest) -> Iterator[Place]:
    """Every place for files the page can speak of: rows only where it names them."""
    spoken = {*request.FILES, request.POST.get("wizard-do", "").partition(":")[2].partition(":")[0]}
    for one in step_of(draft.version.content, step_id)["fields"]:
        if is_file(one):
            yield Place(draft, one, one["key"], one["key"])
        for inner in one.get("fields") or ():
            for name in spoken if is_file(inner) else ():
                if name.startswith(f"{one['key']}-") and name.endswith(f"-{inner['key']}"):
                    yield Place(draft, inner, name, f"{one['key']}.{inner['key']}")


def _own(draft: Draft, file_id: str) -> StoredFile | None:
    """The file, when it is stored with this draft."""
    try:
        return StoredFile.objects.filter(
            pk=file_id, subject_kind=drafts.SUBJECT, subject_id=str(draft.pk)
        ).first()
    except ValidationError:  # not an id
        return None


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
