"""Stateful stand-ins for the partners' APIs: in memory, typed, without global state.

The shared engine (order of checks, tokens, pace, time, ids, transports) knows no partner; each partner is a package
of its own that brings its state, its handlers and its master data.
"""
