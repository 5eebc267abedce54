"""Traffic: one form of an exchange, from whatever source, recorded, redacted, written to archives and read from them."""
