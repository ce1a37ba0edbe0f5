"""A script in files: the description track, the empty track to fill in, the script itself.

`srt` writes and reads the track, `template` makes one of empty cues, `script_json` keeps the whole
script.
"""
