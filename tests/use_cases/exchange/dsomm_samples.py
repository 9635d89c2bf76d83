"""Progress and evidence of three garden teams, in DSOMM's format and words of our own."""

from pathlib import Path

from tests.frameworks.formats.dsomm.sample import SEEDS, SHED, SOIL, TOOLS, WATER

PROGRESS = f"""\
progress:
  {SOIL}:  # Loose soil
    'North':
      'Begun': 2026-01-10
      'Half done': 2026-02-20
      'Done': 2026-05-01
    'South':
      'Begun': 2026-03-03
  {WATER}:
    'North':
      'Done': 2026-03-01
      'Begun': 2026-01-05
      'Half done': 2026-04-01
  {SEEDS}:
    'South':
      'Done': 2026-02-02
  {TOOLS}:
    North: {{'No': 2026-01-01}}
"""

EVIDENCE = f"""\
evidence:
  {SOIL}:
    - id: e1
      teams: [North, South]
      title: Photo of the beds
      evidenceRecorded: '2026-02-01T10:00:00.000Z'
      reviewer: Ada
      description: Taken in the morning
      attachment:
        - {{type: link, externalLink: 'https://example.org/beds'}}
        - {{type: image, externalLink: 'file:///home/ada/beds.png'}}
    - id: e2
      teams: [North]
      title: Plan of the year
      evidenceRecorded: '2026-04-30'
    - id: e3
      teams: [North]
      title: Talk at the fence
  {SHED}:
    - {{id: e4, teams: [North], title: Key list, evidenceRecorded: '2026-01-01'}}
  {WATER}:
    - {{id: e5, teams: [], title: Nobody's, evidenceRecorded: '2026-01-01'}}
    - {{id: e6, teams: South, title: Another's, evidenceRecorded: '2026-01-01'}}
"""


def write_progress(folder: Path, progress: str = PROGRESS, evidence: str | None = EVIDENCE) -> Path:
    """The progress file, with the evidence beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    if evidence is not None:
        (folder / "team-evidence.yaml").write_text(evidence, encoding="utf-8")
    file = folder / "team-progress.yaml"
    file.write_text(progress, encoding="utf-8")
    return file
