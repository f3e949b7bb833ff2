"""Two palettes: pages follow their own light or dark theme through CSS variables; paper has fixed colours."""

from khaigiang.charts.model import Palette, Tone

# From dark to light, so that neighbours stay apart on a grey print.
_TONES = {
    Tone.BAD: "#7d1a1a",
    Tone.MAIN: "#1c5896",
    Tone.SECOND: "#6a55ab",
    Tone.GOOD: "#43a873",
    Tone.NOTICE: "#e3aa24",
    Tone.QUIET: "#c3cbd4",
}
_INK, _FAINT, _RULE, _TRACK = "#17212b", "#55626f", "#c9d1d9", "#e8ecf0"

PAPER = Palette(tones=_TONES, ink=_INK, faint=_FAINT, rule=_RULE, track=_TRACK, font="Be Vietnam Pro")

SCREEN = Palette(
    tones={tone: f"var(--chart-{tone.value}, {colour})" for tone, colour in _TONES.items()},
    ink=f"var(--chart-ink, {_INK})",
    faint=f"var(--chart-faint, {_FAINT})",
    rule=f"var(--chart-rule, {_RULE})",
    track=f"var(--chart-track, {_TRACK})",
    font="inherit",
)
