"""How a mock is steered and looked at, in Python and over HTTP: state, clock, tokens, clients, switches, faults, journal."""
