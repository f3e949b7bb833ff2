"""Charts: a dataclass in, the text of an SVG out. No script, no measuring of screens, the same text each time."""
