"""Registers, certificates, and showing that one is genuine."""
