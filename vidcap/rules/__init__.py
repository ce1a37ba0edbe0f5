"""The craft's rules that a machine can check, and what they say of a track.

`rules.toml` holds them as data; `timing`, `wordings` and `evidence` measure, `verdict` judges by
their limits, `sarif` and `told` put the verdict into words. Pure: a track in, a verdict out.
"""
