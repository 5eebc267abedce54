"""Policies that decide, one flow that orders them, and two drivers that carry the decisions out."""
