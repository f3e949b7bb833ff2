"""Which lesson when, where and by whom, over dated half-days. OR-Tools is loaded only when something is solved."""
