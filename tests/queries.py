"""What a piece of work asks the store, and how often."""

from collections.abc import Callable

from sqlalchemy import event

from use_cases.workspace import Workspace


def statements_of(workspace: Workspace, work: Callable[[], object]) -> list[str]:
    """Every statement a piece of work sends to the store, in order."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    event.listen(workspace.store.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(workspace.store.engine, "before_cursor_execute", note)
    return seen


def count_queries(workspace: Workspace, work: Callable[[], object]) -> int:
    """The queries that a piece of work makes; what it writes is not counted."""
    statements = statements_of(workspace, work)
    return sum(statement.lstrip().upper().startswith(("SELECT", "WITH")) for statement in statements)
