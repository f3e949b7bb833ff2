"""Which lesson when, where and by whom."""
