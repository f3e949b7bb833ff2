"""Who sits in which class, and in which study group of it.

A ``FormingProblem`` goes into ``solve.solve`` and an ``Outcome`` comes back. ``verify.verify`` judges any seating, also
one made by hand, without the solver; ``explain`` says why somebody sits where they sit, ``clashes`` why a question has
no answer. Each hard rule is a file of ``rules``, each soft aim a file of ``terms``.
"""
