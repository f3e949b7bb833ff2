"""Pure Python: rules, quotas, forming and timetabling. No Django, no files, no clock, no unseeded chance."""
