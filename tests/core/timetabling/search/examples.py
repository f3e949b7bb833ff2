"""A little curriculum-based instance with room to do well or badly."""

from khaigiang.core.timetabling.ctt import read_ctt

COURSES = "\n".join(f"c{number} t{number % 7} {2 + number % 3} 2 {10 + 7 * number % 60}" for number in range(14))
CURRICULA = "\n".join(f"q{number} 4 c{number} c{number + 2} c{number + 5} c{number + 9}" for number in range(5))
TEXT = f"""Name: Little
Courses: 14
Rooms: 3
Days: 5
Periods_per_day: 4
Curricula: 5
Constraints: 2

COURSES:
{COURSES}

ROOMS:
r1 30
r2 50
r3 20

CURRICULA:
{CURRICULA}

UNAVAILABILITY_CONSTRAINTS:
c3 0 0
c4 1 2

END.
"""


def little():
    return read_ctt(TEXT)
