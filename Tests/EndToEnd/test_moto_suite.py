"""moto's own CloudTrail tests against `cairn serve --lenient`: all pass but those that contradict AWS.

docs/reference/compatibility.md lists the same tests with what AWS says.
"""

from __future__ import annotations

import pathlib
import re

import pytest

import moto_suite
import servers

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

ADVANCED = "creates a trail for an organization, with a key, a log group and a role that no AWS would take"
CONTRADICTIONS = {
    "test_cloudtrail::test_create_trail_without_bucket": "--lenient does not look for the bucket",
    "test_cloudtrail::test_create_trail_with_nonexisting_topic": "--lenient does not look for the topic",
    "test_cloudtrail::test_create_trail_advanced": ADVANCED,
    "test_cloudtrail::test_get_trail_status_after_starting": "a delivery time before anything was delivered",
    "test_cloudtrail::test_get_trail_status_after_starting_and_stopping": "a delivery time before anything was delivered",
    "test_cloudtrail::test_get_trail_status_multi_region_not_from_the_home_region": ADVANCED,
    "test_cloudtrail::test_list_trails_different_home_region_one_multiregion": "ListTrails by region; " + ADVANCED,
    "test_cloudtrail::test_list_trails_different_home_region_no_multiregion": "ListTrails by region",
    "test_cloudtrail::test_describe_trails_without_shadowtrails": ADVANCED,
    "test_cloudtrail::test_describe_trails_with_shadowtrails_true": ADVANCED,
    "test_cloudtrail::test_describe_trails_with_shadowtrails_false": ADVANCED,
    "test_cloudtrail::test_update_trail_full": "an invalid bucket name; multi-region without global services",
    "test_cloudtrail_eventselectors::test_put_event_selectors_advanced": "both kinds of selectors in one call",
    "test_cloudtrail_eventselectors::test_get_event_selectors_empty": "a new trail has the default selector",
    "test_cloudtrail_eventselectors::test_get_event_selectors_multiple": "a selector of a field that does not exist",
    "test_cloudtrail_eventselectors::test_get_insight_selectors": "InsightNotEnabledException while there are none",
    "test_cloudtrail_tags::test_remove_tags": ADVANCED,
    "test_cloudtrail_tags::test_create_trail_with_tags_and_list_tags": ADVANCED,
}


@pytest.fixture
def lenient(start_cairn):
    return start_cairn(None, "--lenient", "--account", servers.ACCOUNT)


def test_every_test_of_moto_passes_but_those_that_contradict_aws(lenient, tmp_path):
    outcomes = moto_suite.run(lenient.url, tmp_path / "moto.xml")
    assert len(outcomes) > 35
    failed = {name: why for name, why in outcomes.items() if why != "passed"}
    assert set(failed) == set(CONTRADICTIONS), failed


def test_the_missing_bucket_is_found_without_lenient(start_cairn, tmp_path):
    strict = start_cairn(None, "--account", servers.ACCOUNT)
    outcomes = moto_suite.run(strict.url, tmp_path / "moto.xml", "-k", "test_create_trail_without_bucket")
    assert list(outcomes.values()) == ["passed"]


def test_the_documentation_lists_the_same_tests():
    page = (ROOT / "docs/reference/compatibility.md").read_text()
    assert set(re.findall(r"`(test_\w+)::(test_\w+)`", page)) == {tuple(name.split("::")) for name in CONTRADICTIONS}
