from vidcap.fit.spoken import measured
from vidcap.script import Moment, Span


def test_every_wording_is_measured() -> None:
    texts = ("One two three.", "...", "One.")
    told = Moment("M0001", "K0001", Span(0, 1), 0.5, texts)
    doubted = Moment("M0002", "K0002", Span(1, 2), 0.5, (), doubt="low confidence")
    lengths = {"One two three.": 1.5, "One.": 0.5}
    one, other = measured([told, doubted], lengths.get)
    assert one.lengths == (1.5, None, 0.5)
    assert one.spoken == (("One two three.", 1.5), ("One.", 0.5))
    assert other == doubted
