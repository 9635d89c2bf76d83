"""A small model in DSOMM's format, in words of our own: two dimensions, three sub-dimensions, five activities."""

from pathlib import Path

SOIL, WATER, SEEDS, TOOLS, SHED = (
    f"{number}{number}{number:06}-0000-4000-8000-00000000000{number}" for number in range(1, 6)
)

META = """\
# How far each bed is
teams: {$ref: 'default/teams.yaml#/teams'}
progressDefinition:
  Done:
    score: 100%
    definition: In every bed
  No:
    score: 0%
    definition: In no bed
  Begun:
    score: "20%"
    definition: In a bed or two
  Half done: {score: 50 %, definition: In half of the beds}
activityFiles: [default/model.yaml]
"""

MODEL = f"""\
---
meta:
  version: 1.2.0
  released: "2026-03-04"
  publisher: https://example.org/garden
---
Growing:
  Ground:
    Loose soil:
      uuid: {SOIL}
      risk: Roots find no way.
      measure: The soil is loosened before planting.
      level: 1
      difficultyOfImplementation: {{knowledge: 1, time: 2, resources: 1}}
      usefulness: 4
      references: {{samm2: [I-SB-A-1], iso27001-2022: ["5.37"], openCRE: ["https://example.org/1"]}}
      isImplemented: false
      evidence: ""
      tags: [none]
    Watering by plan:
      uuid: {WATER}
      description: A plan says when each bed is watered.
      risk: Beds dry out.
      measure: Water is given by a plan.
      level: 2
      dependsOn:
      - Loose soil
      - {SEEDS}
      - A thing that is not there
  Seeds:
    "No":
      uuid: {SEEDS}
      measure: No seed is sown without a look at it.
      risk: Bad seed.
      level: 2
      dependsOn: Loose soil
Shed:
  Tools:
    Clean tools:
      uuid: {TOOLS}
      measure: Tools are cleaned after use.
      risk: Rust.
      level: 1
      usefulness: 2
    Locked shed:
      uuid: {SHED}
      measure: The shed is locked at night.
      risk: Tools go missing.
      level: 5
"""

CUSTOM = f"""\
Shed:
  Doors:
    Shed with two locks:
      uuid: {SHED}
      measure: Two locks.
  Tools:
    Clean tools:
      ignore: true
    Sharp tools:
      uuid: 99999999-0000-4000-8000-000000000009
      level: 3
Growing:
  Ground:
    Loose soil:
      usefulness: 1
"""


def write_model(folder: Path, model: str = MODEL, meta: str | None = META, **more: str) -> Path:
    """The folder as the app of DSOMM has it: meta.yaml above, the model in `default`."""
    (folder / "default").mkdir(parents=True, exist_ok=True)
    (folder / "default" / "model.yaml").write_text(model, encoding="utf-8")
    if meta is not None:
        (folder / "meta.yaml").write_text(meta, encoding="utf-8")
    for name, text in more.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
