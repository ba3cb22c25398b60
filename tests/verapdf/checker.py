"""veraPDF's command line over many files in one process of Java."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree

from tests.jars import jars_of

POM = Path(__file__).parent / "pom.xml"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def problems(paths: Iterable[Path]) -> dict[str, list[str]]:
    """{name of the file: rules of PDF/A-2b it breaks}. Raises LookupError where veraPDF is not to be had."""
    folder = jars_of(POM, "veraPDF", "VERAPDF_JARS")
    command = ["java", "-Xmx512m", "-cp", f"{folder}/*", MAIN, "--flavour", "2b", "--format", "xml"]
    done = subprocess.run(
        [*command, *map(str, paths)], capture_output=True, text=True, timeout=300, check=False
    )
    return {_name(job): _broken(job) for job in ElementTree.fromstring(done.stdout).iter("job")}


def _name(job: ElementTree.Element) -> str:
    return Path(job.findtext("item/name") or "").name


def _broken(job: ElementTree.Element) -> list[str]:
    said = job.find("validationReport")
    if said is None:
        return ["could not be read"]
    rules = [
        f"{one.get('clause')}-{one.get('testNumber')}: {one.findtext('description')}"
        for one in said.iter("rule")
    ]
    return rules or ([] if said.get("isCompliant") == "true" else ["not compliant"])
