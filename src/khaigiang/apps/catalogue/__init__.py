"""Programmes with their modules and topics."""
