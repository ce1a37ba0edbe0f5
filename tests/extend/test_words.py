from vidcap.extend.timeline import Timeline
from vidcap.extend.words import extended_cues, pausing_cues, vtt_text
from vidcap.media.webvtt import parse_vtt
from vidcap.script import Cue, Line, Pause, Span

LINES = (
    Line("L1", "M1", "A dog.", "placed", "in a gap", start=2.0, length=1.0),
    Line("L2", "M2", "A cup.", "skipped", "no room", length=0.8, needs=0.3),
    Line("L3", "M3", "Mountains.", "skipped", "no room", length=1.2, needs=0.5),
    Line("L4", "M4", "A hill.", "placed", "in a gap", start=12.0, length=1.0),
)
PAUSES = (Pause(10.0, 2.8, ("L2", "L3")),)


def test_players_pause_at_points_and_speak_lines_in_gaps() -> None:
    cues = pausing_cues(LINES, PAUSES)
    assert [(cue.span.start, cue.text) for cue in cues] == [
        (2.0, "A dog."),
        (10.0, "A cup."),
        (10.01, "Mountains."),
        (12.0, "A hill."),
    ]
    text = vtt_text(cues, "en")
    assert text.startswith("WEBVTT\nKind: descriptions\nLanguage: en\n\n00:00:02.000 --> ")
    read = parse_vtt(text, "x.vtt")
    assert [(cue.span, cue.text) for cue in read] == [
        (Span(round(c.span.start, 3), round(c.span.end, 3)), c.text) for c in cues
    ]


def test_the_extended_film_has_them_in_its_own_time() -> None:
    cues = extended_cues(LINES, Timeline(PAUSES), edge=0.2, apart=0.4)
    assert [(round(c.span.start, 3), round(c.span.end, 3)) for c in cues] == [
        (2.0, 3.0),
        (10.2, 11.0),
        (11.4, 12.6),
        (14.8, 15.8),
    ]
    assert cues[3] == Cue(cues[3].span, "A hill.")
