"""What can be measured without looking at a page: durable answers, one whole command, memory."""

import random
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page

from frameworks.loader import load_framework
from scoring.assessment import Answer
from scoring.decomposition import Standing, decompose_change
from scoring.organization import Profile, scope_of
from scoring.roadmap import next_best_steps, plan_roadmap
from tests.performance.browsing import percentile
from tests.performance.report import Line
from tests.performance.serving import Served
from use_cases.assess import list_assessments, load_assessment, record_answer, record_answers, start_assessment
from use_cases.exchange.answers_file import write_answers
from use_cases.exchange.assessment_file import file_of
from use_cases.organize import add_organization
from use_cases.track import take_snapshot
from use_cases.workspace import open_workspace

ANSWERS = 200
WARM_UP = 20
RUNS = 9
ROADMAP_RUNS = 3
ROADMAP_BUDGET = 12.0
"""Person-weeks a quarter."""
DASHBOARDS = 20


def durable_answers(place: Path) -> list[Line]:
    """One answer through the use case, until it is on the disk."""
    workspace = open_workspace(place / "answers.db", "Bench")
    organization = add_organization(workspace, "Measured", Profile())
    assessment = start_assessment(workspace, organization.id, "safer-by-design").id
    ids = list(load_assessment(workspace, assessment).framework.practices)
    times = []
    for number in range(WARM_UP + ANSWERS):
        answer = Answer(practice=ids[number % len(ids)], level=number % 6)
        start = time.perf_counter()
        record_answer(workspace, assessment, answer)
        times.append((time.perf_counter() - start) * 1000)
    kept = times[WARM_UP:]
    return [
        Line("one durable answer, p50", percentile(kept, 50), "ms"),
        Line("one durable answer, p95", percentile(kept, 95), "ms", limit=5.0),
    ]


def score_process(store: Path, place: Path) -> list[Line]:
    """`safermark score` of a full file, from the start of the process to its end."""
    workspace = open_workspace(store, "Bench")
    fullest = max(
        (load_assessment(workspace, header.id) for header in list_assessments(workspace)),
        key=lambda opened: len(opened.assessment.answers),
    )
    file = place / "answers.json"
    write_answers(file_of(fullest, "Bench", workspace.now()), file)
    program = [sys.executable, "-c", "from dashboard.cli import main; main()", "score", str(file), "--json"]
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return [Line("score of one file, whole process, p50", percentile(times, 50), "s", limit=0.6)]


def workbook_processes(store: Path, place: Path) -> list[Line]:
    """The workbook of the fullest sample, exported and imported again by the commands, from start to end of each."""
    workspace = open_workspace(store, "Bench")
    fullest = max(
        (load_assessment(workspace, header.id) for header in list_assessments(workspace)),
        key=lambda opened: len(opened.assessment.answers),
    )
    file = place / "answers.xlsx"
    common = ["--assessment", fullest.header.id, "--store", str(store), str(file)]
    lines = []
    for verb in ("export", "import"):
        times = []
        for _ in range(RUNS):
            program = [sys.executable, "-c", "from dashboard.cli import main; main()", "assess", verb, *common]
            start = time.perf_counter()
            subprocess.run(program, check=True, stdout=subprocess.DEVNULL)
            times.append(time.perf_counter() - start)
        lines.append(Line(f"workbook {verb}, whole process, p50", percentile(times, 50), "s", limit=2.0))
    return lines


def roadmaps() -> list[Line]:
    """The greedy first answer and the proven roadmap, for every practice of the framework over four quarters."""
    framework = load_framework("safer-by-design")
    scope = scope_of(framework, Profile())
    greedy, exact, gaps = [], [], []
    for seed in range(ROADMAP_RUNS):
        # Levels as of an organization on its way: all are in use, the low ones more often.
        draws = random.Random(seed)
        levels = {id_: draws.choice([0, 0, 1, 1, 2, 2, 3, 4]) for id_ in framework.practices}
        for _ in range(RUNS):
            start = time.perf_counter()
            next_best_steps(levels, framework, scope, ROADMAP_BUDGET, 4)
            greedy.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        gaps.append(plan_roadmap(levels, framework, scope, ROADMAP_BUDGET, 4, what_ifs=0).gap)
        exact.append(time.perf_counter() - start)
    size = f"{len(framework.practices)} practices, 4 quarters"
    return [
        Line(f"roadmap, first answer, {size}, p50", percentile(greedy, 50), "ms", limit=50.0),
        Line(f"roadmap, proven, {size}, worst of {ROADMAP_RUNS}", max(exact), "s", limit=10.0),
        Line("roadmap, largest gap proven", max(gaps) * 100, "%", limit=0.1),
    ]


def decompositions() -> list[Line]:
    """A change of 55 practices in which every cause differs, split exactly in both readings."""
    draws = random.Random(1)
    old, new = ({f"A-{number}": _any_standing(draws) for number in range(55)} for _ in range(2))
    times = []
    for _ in range(WARM_UP):
        start = time.perf_counter()
        for view in ("claimed", "evidenced"):
            assert decompose_change(old, new, view).change is not None  # type: ignore[arg-type]
        times.append((time.perf_counter() - start) * 1000)
    return [Line("both splits of a change of 55 practices, p50", percentile(times, 50), "ms", limit=10.0)]


def _any_standing(draws: random.Random) -> Standing:
    state = draws.choice(["answered"] * 8 + ["unanswered", "not_applicable"])
    weight = draws.randint(1, 3)
    if state != "answered":
        return Standing(state, None, None, weight)
    level = draws.randint(0, 5)
    return Standing(state, level, level * draws.random(), weight)


def fill_fifty_snapshots(path: Path) -> None:
    """A store with one assessment of all 55 practices and 50 snapshots, a quarter apart."""
    days = [date(2013, 1, 1) + timedelta(days=91 * number) for number in range(50)]
    workspace = open_workspace(path, "Bench")
    organization = add_organization(workspace, "Measured", Profile(), on=days[0])
    assessment = start_assessment(workspace, organization.id, "safer-by-design").id
    ids = list(load_assessment(workspace, assessment).framework.practices)
    draws = random.Random(1)
    for day in days:
        answers = [Answer(practice=id_, level=draws.randint(0, 5), on=day) for id_ in ids]
        record_answers(workspace, assessment, answers)
        take_snapshot(workspace, assessment, on=day)


def memory_per_dashboard(browser: Browser, dashboard: Served) -> list[Line]:
    """Memory the server takes for each further open dashboard."""
    context = browser.new_context()
    for _ in range(3):
        _visit(context.new_page(), dashboard.address)
    before = dashboard.resident_megabytes()
    for _ in range(DASHBOARDS):
        _visit(context.new_page(), dashboard.address)
    grown = (dashboard.resident_megabytes() - before) / DASHBOARDS
    context.close()
    return [Line("memory per additional open dashboard", grown, "MB", limit=0.6)]


def _visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".foot")
