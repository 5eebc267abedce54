"""The record of a run: its facts, in one canonical form, chained, and what they are about."""
