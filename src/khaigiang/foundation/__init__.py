"""What every slice stands on: the database door, the actor, audit, guarded writes, refusals, clock, keys and jobs."""
