"""What looks across all slices: the year's board, role homes, and the main job from two workbooks."""
