"""The log has what SARIF 2.1.0 requires; the sections of the standard stand beside the tests."""

import json
from pathlib import PurePosixPath

import pytest

from tests.rules.made import track
from vidcap.rules.sarif import sarif_of
from vidcap.rules.verdict import judged

LEVELS = {"none", "note", "warning", "error"}


def log_of(*lines, name="folder/film.en.ad.srt", **known):
    verdict = judged(track(*lines, **known))
    log = sarif_of(verdict, PurePosixPath(name), version="0.1.0")
    assert json.loads(json.dumps(log)) == log
    return verdict, log


BAD = [(-1.0, 5.0, "We see a dog"), (3.0, 2.0, "A cat & a bird.")]


def test_the_log_and_its_run():
    _, log = log_of(*BAD)
    assert log["version"] == "2.1.0"  # 3.13.2, required
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")  # 3.13.3
    (run,) = log["runs"]  # 3.13.4, required
    assert run["tool"]["driver"]["name"] == "vidcap"  # 3.18.2 and 3.19.8, required
    assert run["tool"]["driver"]["semanticVersion"] == "0.1.0"
    assert [one["executionSuccessful"] for one in run["invocations"]] == [True]  # 3.20.14, required


def test_every_rule_checked_is_described_for_a_reader():
    verdict, log = log_of(*BAD)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in verdict.checked]  # 3.49.3
    for rule in rules:
        assert rule["name"].isalnum()  # 3.49.7: understandable to a person, an identifier
        for part in ("shortDescription", "fullDescription", "help"):
            assert rule[part]["text"].endswith(".")  # 3.12.3: text is required
        assert rule["defaultConfiguration"]["level"] in LEVELS  # 3.50.3


def test_every_finding_is_a_result_at_its_line_of_the_file():
    verdict, log = log_of(*BAD)
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(verdict.findings) > 3
    for result, finding in zip(run["results"], verdict.findings, strict=True):
        assert result["message"]["text"]  # 3.27.11, required
        assert result["level"] == finding.level
        assert result["level"] in LEVELS  # 3.27.10
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule.id  # 3.27.5-6
        (location,) = result["locations"]  # 3.27.12
        physical = location["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": "folder/film.en.ad.srt", "index": 0}
        assert run["artifacts"][0]["location"]["uri"] == physical["artifactLocation"]["uri"]
        if finding.line is None:
            assert "region" not in physical
        else:
            assert physical["region"]["startLine"] == finding.line.row >= 1  # 3.30.5: from 1
            assert physical["region"]["snippet"]["text"] == finding.line.text


def test_a_message_names_cue_and_time():
    _, log = log_of("We see a dog.")
    messages = [result["message"]["text"] for result in log["runs"][0]["results"]]
    assert messages[0] == (
        "Cue 1 at 0:00:00.000: opens with talk of the picture (We see); "
        "say what is there, not that it is seen."
    )


def test_what_was_not_checked_is_notified():
    verdict, log = log_of("A dog.")
    notified = log["runs"][0]["invocations"][0]["toolConfigurationNotifications"]
    assert [one["descriptor"]["id"] for one in notified] == [r.rule.id for r in verdict.unchecked]
    for one in notified:
        assert one["message"]["text"].endswith(".")  # 3.58.5, required
        assert one["level"] in LEVELS


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("film.srt", "film.srt"),
        ("my film/für #1.srt", "my%20film/f%C3%BCr%20%231.srt"),
        ("a:b.srt", "a%3Ab.srt"),
        ("/films/film.srt", "file:///films/film.srt"),
        ("../film.srt", "../film.srt"),
    ],
)
def test_a_path_becomes_a_uri(name, uri):
    _, log = log_of("A dog.", name=name)
    assert log["runs"][0]["artifacts"][0]["location"]["uri"] == uri
