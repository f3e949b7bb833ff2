"""Packaged facts, each with its sources beside it: rules, template packs, units, terms."""
