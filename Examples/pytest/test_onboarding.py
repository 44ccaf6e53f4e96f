"""What a test of your own looks like with the fixture of conftest.py."""

import boto3
import pytest
from botocore.exceptions import ClientError


def welcome(team: str) -> None:
    """Stands for code of yours that calls AWS."""
    cloudtrail = boto3.client("cloudtrail")
    cloudtrail.create_trail(Name=f"{team}-trail", S3BucketName=f"{team}-audit")
    cloudtrail.start_logging(Name=f"{team}-trail")


def test_a_new_team_has_a_trail(cairn):
    boto3.client("s3").create_bucket(Bucket="red-audit")
    welcome("red")
    event, = cairn.expect(eventName="CreateTrail", errorCode="none")
    assert event["requestParameters"]["name"] == "red-trail"


def test_each_test_starts_anew(cairn):
    assert boto3.client("cloudtrail").list_trails()["Trails"] == []
    cairn.expect(count=0, within="100ms", eventName="CreateTrail")


def test_a_refusal_is_recorded(cairn):
    with pytest.raises(ClientError):
        welcome("a team with blanks")
    cairn.expect(eventName="CreateTrail", errorCode="any")
