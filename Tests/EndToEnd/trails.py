"""What the tests of the trail control plane share: calls without client-side checks, and resources to deliver to."""

from __future__ import annotations

import dataclasses
import itertools
import json
import subprocess

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import servers

HOME = "eu-west-1"
ACCOUNT = servers.ACCOUNT
_numbers = itertools.count(1)


def unique(word: str) -> str:
    return f"{word}-{next(_numbers)}"


@dataclasses.dataclass
class World:
    """A Cairn, and somebody who calls it and the services behind it."""

    cairn: servers.Cairn
    account: str = ACCOUNT

    def client(self, service: str, region: str = HOME, account: str | None = None):
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=self.cairn.url,
            aws_access_key_id=account or self.account,
            aws_secret_access_key="secret",
            config=Config(parameter_validation=False, retries={"total_max_attempts": 1}),
        )

    def call(self, operation: str, region: str = HOME, account: str | None = None, **parameters) -> dict:
        """Calls CloudTrail; raises the service's errors."""
        client = self.client("cloudtrail", region, account)
        answer = client._make_api_call(operation, parameters)
        answer.pop("ResponseMetadata")
        return answer

    def code(self, operation: str, region: str = HOME, account: str | None = None, **parameters) -> str:
        """The code of the error that a call answers, or `ok`."""
        try:
            self.call(operation, region, account, **parameters)
        except ClientError as error:
            return error.response["Error"]["Code"]
        return "ok"

    def bucket(self, policy: bool = True, region: str = HOME, account: str | None = None, **options) -> str:
        """A new bucket that CloudTrail may write to, or not."""
        name = unique("box")
        s3 = self.client("s3", region, account)
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": region})
        if policy:
            owner = account or self.account
            s3.put_bucket_policy(Bucket=name, Policy=self.policy("bucket", name, "--account", owner, options=options))
        return name

    def policy(self, kind: str, name: str, *arguments: str, options: dict[str, str] | None = None) -> str:
        """What `cairn policy` prints."""
        extra = [text for key, value in (options or {}).items() for text in (f"--{key.replace('_', '-')}", value)]
        answer = subprocess.run(
            [str(servers.cairn_binary()), "policy", kind, name, *arguments, *extra, "--output", "json"],
            capture_output=True,
            text=True,
            check=True,
            timeout=30,
        )
        json.loads(answer.stdout)
        return answer.stdout

    def trail(self, name: str | None = None, region: str = HOME, **settings) -> str:
        """Creates a trail; returns its name."""
        name = name or unique("trail")
        settings.setdefault("S3BucketName", self.bucket())
        self.call("CreateTrail", region, Name=name, **settings)
        return name

    def arn(self, name: str, region: str = HOME, account: str | None = None) -> str:
        return f"arn:aws:cloudtrail:{region}:{account or self.account}:trail/{name}"
