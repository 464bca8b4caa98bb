"""Arelle as a second opinion: the only room that imports it."""
