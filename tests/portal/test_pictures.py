"""Pictures of pages are public, the other files of the same storage are not."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.models import Site

from portal.set_up import set_up
from themes.models import Theme

pytestmark = pytest.mark.django_db


def drawn() -> ContentFile[bytes]:
    content = BytesIO()
    Pillow.new("RGB", (300, 200), (0, 90, 60)).save(content, "PNG")
    return ContentFile(content.getvalue(), name="huy-hieu.png")


def test_the_logo_is_shown_to_everybody() -> None:
    set_up()
    image = get_image_model().objects.create(title="Huy hiệu", file=drawn())
    Theme.objects.filter(site=Site.objects.get()).update(logo=image)
    address = image.get_rendition("height-96").url
    assert f'src="{address}"' in Client().get("/").content.decode()
    response = Client().get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Pillow.open(BytesIO(b"".join(response.streaming_content))).height == 96


@pytest.mark.parametrize("name", ["don-xin.pdf", "files/a/b", "../portal.sqlite3", "original_images/x.png"])
def test_nothing_else_of_the_storage_is(name: str) -> None:
    if ".." not in name:
        default_storage.save(name, ContentFile(b"%PDF-"))
    assert Client().get(f"/hinh-anh/{name}").status_code == 404
