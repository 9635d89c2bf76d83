"""What a crosswalk asks of a kept framework is read without the rest of it."""

from pathlib import Path

from frameworks.formats.imported import Imported
from frameworks.kept import Drafts, keep_imported
from frameworks.kept_file import kept_end, kept_sources
from frameworks.origin import Origin
from tests.frameworks.formats.imports import small_import


def of_library(id_: str, urn: str, **more: str) -> Imported:
    made = small_import(id=id_, origin=Origin(format="ciso-assistant", id=urn), **more)
    domain = made.domains[0]
    named = tuple(
        one.model_copy(update={"origin": Origin(format="ciso-assistant", id=f"URN:{number}")})
        for number, one in enumerate(domain.practices)
    )
    domains = (domain.model_copy(update={"practices": named}), made.domains[2])
    return Imported((made.model_copy(update={"domains": domains}),))


def test_frameworks_are_found_by_the_library_they_were_made_of_of_which_only_the_beginning_is_read(
    tmp_path: Path,
) -> None:
    assert kept_sources(tmp_path / "nowhere") == {}
    (folder,) = keep_imported(
        of_library("first", 'urn:X "é"', title='"origin": {"format": "ciso-assistant"}'), tmp_path
    )
    keep_imported(of_library("second", "urn:twice", version="9"), tmp_path)
    keep_imported(of_library("second", "urn:twice", version="10"), tmp_path)
    keep_imported(Imported((small_import(),)), tmp_path)
    file = folder / "framework.json"
    file.write_bytes(file.read_bytes()[:-100])
    assert kept_sources(tmp_path) == {
        'urn:x "é"': file,
        "urn:twice": tmp_path / "second/10/framework.json",
    }
    with Drafts(tmp_path) as drafts:
        assert drafts.find_end('URN:X "É"') is None, "what is broken further below is not at hand"
        end = drafts.find_end("urn:TWICE")
        assert end is not None and end.key == "second@10"
        assert drafts.find_end("urn:nowhere") is None


def test_end_holds_what_its_source_calls_each_practice(tmp_path: Path) -> None:
    (folder,) = keep_imported(of_library("first", "urn:x", version="2"), tmp_path)
    end = kept_end(folder / "framework.json")
    assert end is not None
    assert end.key == "first@2"
    assert dict(end.practices) == {"urn:0": "A (1)", "urn:1": "A (2)", "urn:2": "B/1"}
    assert kept_end(tmp_path / "gone.json") is None
