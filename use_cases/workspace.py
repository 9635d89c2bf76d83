"""Where things are wired: which store, who acts, what time it is, where frameworks lie."""

import getpass
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from frameworks.errors import Fault, MaturityError
from frameworks.loader import load_framework
from frameworks.model import Framework
from scoring.screening import screen_text
from store.database import Store, StoreNotUsable, open_store
from use_cases.clock import Clock, utc_now
from use_cases.places import default_store_path, known_catalogs

ACTOR_VARIABLE = "SAFERMARK_ACTOR"


LONGEST_ACTOR = 120
"""Characters."""


class ActorNotAccepted(MaturityError):
    """Nothing can be recorded in the name that is given."""

    exit_code = 11


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything a use case needs from outside: the store, the person who acts, the clock, the catalogs."""

    store: Store
    actor: str
    clock: Clock
    catalogs: Sequence[Path]

    def __post_init__(self) -> None:
        """What is written of the actor stands beside everything that is recorded."""
        if faults := _faults_of_actor(self.actor):
            raise ActorNotAccepted(*faults)

    def now(self) -> datetime:
        """The moment of this act, UTC."""
        return self.clock()

    def today(self) -> date:
        """The day of this act, UTC."""
        return self.clock().date()

    def load_framework(self, reference: str) -> Framework:
        """A framework of the catalogs by `id` or `id@version`. Raises FrameworkNotFound."""
        return load_framework(reference, self.catalogs)


def open_workspace(
    store_path: Path | None = None,
    actor: str | None = None,
    clock: Clock = utc_now,
    catalogs: Sequence[Path] | None = None,
    *,
    is_new_allowed: bool = True,
) -> Workspace:
    """Open the store for somebody, making a new one where there is none and that is allowed.

    Without `catalogs` those of known_catalogs().

    Raises:
        StoreNotUsable: the store cannot be opened, is not ours or was written by a newer version.
        ActorNotAccepted: who acts has no name, or one that may not be kept.
    """
    path = store_path or default_store_path()
    if not is_new_allowed and not path.expanduser().exists():
        raise StoreNotUsable.of("There is no store here.", str(path), "name the file of a store.")
    places = known_catalogs(path) if catalogs is None else tuple(catalogs)
    return Workspace(open_store(path, now=clock()), actor or default_actor(), clock, places)


def default_actor() -> str:
    """`SAFERMARK_ACTOR`, else the name of the account on this machine."""
    return os.environ.get(ACTOR_VARIABLE) or getpass.getuser()


def _faults_of_actor(actor: str) -> list[Fault]:
    if not actor.strip():
        return [Fault("The person who acts has no name.", "actor", f"set {ACTOR_VARIABLE}, or use --by.")]
    if len(actor) > LONGEST_ACTOR:
        return [Fault(f"The name is longer than {LONGEST_ACTOR} characters.", "actor", "shorten it.")]
    return screen_text(actor, "actor")


def new_id() -> str:
    """An identifier that is never given twice."""
    return str(uuid.uuid4())
