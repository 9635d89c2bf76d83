"""A comparison with peers as text."""

from dashboard.commands.printing import print_line, print_table
from frameworks.model import Framework, Goal
from scoring.among_peers import Compared
from use_cases.compare import Comparison


def print_comparison(made: Comparison, framework: Framework) -> None:
    """Ours beside the band, what is suppressed, and the guarantee."""
    release, cell = made.release, made.cell
    data = ", synthetic data" if release.terms.is_synthetic else ""
    print_line(f"{release.terms.title}, release {release.number} of {release.dated}{data}")
    who = "too few organizations to say anything" if cell.about is None else f"about {cell.about} organizations"
    print_line(f"  {cell.cell}: {who}; {_age(made.months_old)}; {release.terms.framework}")
    if made.restated_from:
        print_line(
            f"  Answers about {made.restated_from}, restated in {release.terms.framework} through the crosswalk."
        )
        print_line("  What was not carried over may lie anywhere on the scale.")
    titles = {"overall": "Overall", **{domain.id: domain.title for domain in framework.domains}}
    print_table([[titles.get(row.id, row.id), *_row(row)] for row in made.rows])
    for reason in cell.suppressed:
        print_line(f"  Suppressed: {reason}.")
    print_line(release.guarantee.sentence)
    if cell.tier == "nothing":
        _print_no_peers(framework)


def _print_no_peers(framework: Framework) -> None:
    """What is wanted, where nobody can say what others do."""
    if framework.target_profiles:
        print_line(
            f"These are no peers: levels that {framework.title} {framework.version} wants at a stage, and by when."
        )
        print_table(
            [
                [profile.title, f"floors {_goal(profile.floors)}", f"other practices {_goal(profile.everywhere)}"]
                for profile in framework.target_profiles
            ]
        )


def _goal(goal: Goal) -> str:
    return f"level {goal.level} within {goal.months} months"


def _age(months: int) -> str:
    return "less than a month old" if months < 1 else "1 month old" if months == 1 else f"{months} months old"


def _row(row: Compared) -> list[str]:
    ours = "not scored" if row.ours is None else f"claimed {row.ours:.2f}"
    if row.reach:
        ours += f" ({row.reach[0]:.2f} to {row.reach[1]:.2f})"
    if row.band is None:
        return [ours, "not published", ""]
    return [ours, f"{_name(row)} {row.band[0]:.2f} to {row.band[1]:.2f}", _standing(row)]


def _name(row: Compared) -> str:
    return "middle band" if row.is_half else "median's band"


def _standing(row: Compared) -> str:
    if row.standing:
        return f"{row.standing} the {_name(row)}"
    return "depends on practices not carried over" if row.reach else ""
