"""A new key behind the tokens of QR codes, once a year or when the old one may be known to somebody."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from documents.proving.keys import rotate


class Command(BaseCommand):
    help = "Sign the QR codes of documents with a new key from now on; old papers still prove themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"The new key is {rotate(timezone.now()).kid}.")
