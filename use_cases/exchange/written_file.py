"""Write a text that leaves the store to a file."""

from pathlib import Path

from frameworks.errors import MaturityError


class FileNotWritten(MaturityError):
    """A file could not be written."""

    exit_code = 11


def write_text(content: str, path: Path) -> None:
    """Write a file in UTF-8 with the line ends it has. Raises FileNotWritten."""
    write_file(content.encode("utf-8"), path)


def write_file(content: bytes, path: Path) -> None:
    """Write a file as it is.

    Raises:
        FileNotWritten: the path cannot be written to.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileNotWritten.of(
            f"The file cannot be written: {error.strerror}.", path.name, "choose a folder you may write to."
        ) from error


def new_folder(path: Path) -> None:
    """Make a folder that is not there yet. Raises FileNotWritten."""
    try:
        path.mkdir(parents=True)
    except OSError as error:
        raise FileNotWritten.of(
            f"The folder cannot be made: {error.strerror}.", path.name, "name a folder that is not there yet."
        ) from error
