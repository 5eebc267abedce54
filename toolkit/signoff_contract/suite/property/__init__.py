"""Property tests: requests that nobody wrote down, and rules that every answer must keep.

`campaign.run_property` is the way in. `adapter` is the only module that knows the generating engine, which generates
and judges nothing. What went over the wire (`dispatcher`) is held against the rules of `checks`; whether a request fits the
description is told by `fit`. `resource_pool` keeps what requests can name. What a partner adds is the data of its own module,
see `preparation`.
"""
