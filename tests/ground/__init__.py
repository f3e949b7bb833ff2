"""The ground every test stands on: settings, databases, guard rails, and what cannot run on this machine."""
