"""Property tests: requests that nobody wrote down, and rules that every answer must keep.

`campaign.run_property` is the way in. `adapter` is the only module that knows the generating engine; everything else
(what is watched, what is prepared, how a result is told) does not.
"""
