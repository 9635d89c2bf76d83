"""What enters and leaves the scope, in values and in words."""

from dashboard.widgets.scope_changes import ScopeChange, change_words, compare_scopes, scope_change_html
from frameworks.loader import load_framework
from scoring.organization import Profile, scope_of

FRAMEWORK = load_framework("safer-by-design@1.0")
EMPLOYER, FORUM = Profile(kinds=("employer",)), Profile(kinds=("ugc",))


def test_what_enters_one_way_leaves_the_other_in_the_order_of_the_framework() -> None:
    there, back = (
        compare_scopes(FRAMEWORK, EMPLOYER, FORUM, "full"),
        compare_scopes(FRAMEWORK, FORUM, EMPLOYER, "full"),
    )
    assert there.entering == back.leaving and there.leaving == back.entering
    assert there.entering and there.leaving
    assert list(there.entering) == [id_ for id_ in FRAMEWORK.practices if id_ in there.entering]
    assert there.in_scope == len(scope_of(FRAMEWORK, FORUM, "full").in_scope)


def test_the_preset_bounds_what_enters() -> None:
    change = compare_scopes(FRAMEWORK, EMPLOYER, Profile(), "quick-start")
    assert change.in_scope == 14
    assert set(change.entering) <= set(FRAMEWORK.preset("quick-start").practices or ())


def test_what_the_preset_leaves_out_although_it_applies_now_is_counted_and_said() -> None:
    change = compare_scopes(FRAMEWORK, EMPLOYER, Profile(kinds=("employer", "ugc")), "enterprise-only")
    full = compare_scopes(FRAMEWORK, EMPLOYER, Profile(kinds=("employer", "ugc")), "full")
    assert change.withheld == len(full.entering) - len(change.entering) > 0
    assert full.withheld == 0
    assert f"{change.withheld} more practices apply now" in scope_change_html("t", change, FRAMEWORK, frozenset())
    assert "more practice" not in scope_change_html("t", full, FRAMEWORK, frozenset())


def test_a_floor_that_only_children_make_is_told_apart_from_what_enters() -> None:
    with_children = FORUM.model_copy(update={"children_likely": True})
    change = compare_scopes(FRAMEWORK, FORUM, with_children, "full")
    assert (change.entering, change.leaving) == ((), ())
    assert change.new_floors and all(FRAMEWORK.practices[id_].floor.children_likely for id_ in change.new_floors)
    assert compare_scopes(FRAMEWORK, with_children, FORUM, "full").lost_floors == change.new_floors


def test_the_same_scope_is_said_to_stay() -> None:
    change = compare_scopes(FRAMEWORK, FORUM, FORUM.model_copy(update={"countries": ("NO",)}), "full")
    assert change.is_none
    assert change_words(change) == f"the scope stays as it is, {change.in_scope} practices."


def test_words_name_only_what_happens() -> None:
    assert change_words(ScopeChange(("A",), (), (), (), 1)) == "one practice enters; 1 practice in scope then."
    both = ScopeChange(("A", "B"), ("C",), ("D",), ("E", "F"), 9)
    assert change_words(both) == (
        "two practices enter, one practice leaves, one more floor, two floors fewer; 9 practices in scope then."
    )


def test_beyond_twelve_rows_the_rest_is_folded_and_an_answer_that_leaves_is_marked() -> None:
    change = compare_scopes(FRAMEWORK, Profile(), EMPLOYER, None)
    assert len(change.leaving) > 12
    html = scope_change_html("A <b>title</b>", change, FRAMEWORK, frozenset(change.leaving[:1]))
    assert "A &lt;b&gt;title&lt;/b&gt;" in html
    assert f"<summary>{len(change.leaving) - 12} more</summary>" in html
    assert html.count("its answer is kept and counts nowhere") == 1
    assert all(f"<b>{id_}</b>" in html for id_ in change.leaving)
