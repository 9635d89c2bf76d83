"""The colors and the type of every chart, for the light page, the dark page and print."""

from dataclasses import dataclass
from typing import Any

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
"""Shipped by Streamlit; the quotes are needed."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart is drawn in. Every pair of text and ground has a contrast of at least 4.5 : 1."""

    ground: str
    ink: str
    ink2: str
    accent: str
    attention: str
    control: str
    hairline: str
    chosen: str
    peer_band: str
    peer_edge: str
    levels: tuple[str, ...]
    """Fill of levels 0 to 5, one hue; more of a level stands out more on its ground."""
    level_texts: tuple[str, ...]


LIGHT = Look(
    ground="#FAF9F7",
    ink="#1B2430",
    ink2="#4F5B68",
    accent="#0F5470",
    attention="#7A4B08",
    control="#7C8690",
    hairline="#DDD9D2",
    chosen="#E1ECF1",
    peer_band="#D5D2CB",
    peer_edge="#5C6068",
    levels=("#E9E7E2", "#BDD2DA", "#8FB6C5", "#5C95AB", "#2A6F8A", "#0B435C"),
    level_texts=("#12181E", "#12181E", "#12181E", "#12181E", "#FFFFFF", "#FFFFFF"),
)

DARK = Look(
    ground="#12181E",
    ink="#E9E7E2",
    ink2="#AAB4BD",
    accent="#82C3DA",
    attention="#E3B565",
    control="#71808C",
    hairline="#2C3740",
    chosen="#1B3441",
    peer_band="#3B4650",
    peer_edge="#B4BCC4",
    levels=("#262F37", "#2F4956", "#3C6C80", "#5894AA", "#8ABFD2", "#C9E6EF"),
    level_texts=("#FFFFFF", "#FFFFFF", "#FFFFFF", "#12181E", "#12181E", "#12181E"),
)

PRINT = Look(
    ground="#FFFFFF",
    ink="#1B2430",
    ink2="#4F5B68",
    accent="#0F5470",
    attention="#7A4B08",
    control="#7C8690",
    hairline="#DDD9D2",
    chosen="#E1ECF1",
    peer_band="#D5D2CB",
    peer_edge="#5C6068",
    levels=LIGHT.levels,
    level_texts=LIGHT.level_texts,
)


def plain_layout(look: Look, height: int) -> dict[str, Any]:
    """The layout every chart begins with: no drag, no zoom, no template, no frame; height in pixels."""
    return {
        "template": {},
        "height": height,
        "dragmode": False,
        "showlegend": False,
        "paper_bgcolor": look.ground,
        "plot_bgcolor": look.ground,
        "font": {"family": FONT, "size": 14, "color": look.ink},
        "hoverlabel": {"bgcolor": look.ground, "bordercolor": look.control, "font": {"color": look.ink, "size": 14}},
    }
