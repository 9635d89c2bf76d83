"""How often a piece of work asks the store."""

from collections.abc import Callable

from sqlalchemy import event

from use_cases.workspace import Workspace


def count_queries(workspace: Workspace, work: Callable[[], object]) -> int:
    """The queries that a piece of work makes; what it writes is not counted."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(workspace.store.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(workspace.store.engine, "before_cursor_execute", note)
    return sum(statement.lstrip().upper().startswith(("SELECT", "WITH")) for statement in seen)
