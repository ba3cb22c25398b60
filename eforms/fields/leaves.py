"""Question types that hold one answer: name -> module. A new type is one module and one line here."""

from __future__ import annotations

from eforms.fields import (
    address,
    choice,
    choices,
    computed,
    date,
    email,
    file,
    integer,
    long_text,
    map_point,
    money,
    personal_number,
    phone,
    photo,
    text,
    yes_no,
)
from eforms.fields.contract import FieldType

LEAVES: dict[str, FieldType] = {
    "text": text,
    "long_text": long_text,
    "integer": integer,
    "money": money,
    "date": date,
    "yes_no": yes_no,
    "choice": choice,
    "choices": choices,
    "email": email,
    "phone": phone,
    "personal_number": personal_number,
    "address": address,
    "computed": computed,
    "file": file,
    "photo": photo,
    "map_point": map_point,
}
IN_ROWS = LEAVES
