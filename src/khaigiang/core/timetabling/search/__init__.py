"""Local search over whole timetables: rules compiled to arrays, moves priced by what they change, annealed."""
