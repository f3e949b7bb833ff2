"""The year's plan: its lines, and the classes each line is to hold."""
