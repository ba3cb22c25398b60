"""`manage.py daily_root`: the root of a day, for writing down where this portal cannot reach."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from dossiers.models import DailyRoot, Dossier
from dossiers.roots import tree
from dossiers.roots.writing import last_over, write_until


class Command(BaseCommand):
    help = "Print the root of a day (the last one), export all as JSON lines, or prove a dossier's place."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--day", type=date.fromisoformat, help="a day (2026-08-31); else the last sealed")
        parser.add_argument("--export", metavar="FILE", help="write every root up to that day to the file")
        parser.add_argument("--dossier", metavar="CODE", help="prove that the dossier is in the day's root")

    def handle(self, *, day: date | None, export: str | None, dossier: str | None, **_options: Any) -> None:
        at = timezone.now()
        write_until(last_over(at), at=at)
        roots = DailyRoot.objects.filter(day__lte=day) if day else DailyRoot.objects.all()
        root = roots.first()
        if root is None or (day and root.day != day):
            raise CommandError("No root of that day: it is not over, or nothing had happened yet.")
        if dossier:
            self.stdout.write(json.dumps(proof(root, dossier)))
        elif export:
            lines = [json.dumps(one.anchor) for one in roots.defer("leaves").order_by("day").iterator()]
            Path(export).write_text("\n".join([*lines, ""]), encoding="utf-8")
            self.stdout.write(f"{len(lines)} roots, the last of {root.day}: {root.hash}")
        else:
            self.stdout.write(json.dumps(root.anchor))


def proof(root: DailyRoot, code: str) -> dict[str, Any]:
    """What somebody with the root alone can check. Raises CommandError when the dossier is not in it."""
    key = Dossier.objects.filter(Q(code=code) | Q(request_code=code)).values_list("pk", flat=True).first()
    leaves = bytes(root.leaves)
    if key is None or key not in tree.unpack(leaves):
        raise CommandError("Nothing happened to such a dossier on that day.")
    leaf = tree.record(key, *tree.unpack(leaves)[key])
    return {**root.anchor, "leaf": leaf.hex(), "proof": tree.proof_of(leaves, key)}
