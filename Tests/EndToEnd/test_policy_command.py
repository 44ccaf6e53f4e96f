"""`cairn policy` takes the names that CreateTrail takes, and refuses all others as wrong usage."""

from __future__ import annotations

import json

import pytest

import servers

ACCOUNT = "222233334444"
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
MULTI_REGION_KEY_ID = "mrk-" + "0a" * 16
KEY_ARN = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/{KEY_ID}"
TOPIC_ARN = f"arn:aws:sns:eu-west-1:{ACCOUNT}:audit-files"
GROUP_ARN = f"arn:aws:logs:eu-west-1:{ACCOUNT}:log-group:/aws/cloudtrail:*"
TRAIL_ARN = f"arn:aws:cloudtrail:eu-west-1:{ACCOUNT}:trail/audit"


def policy(*arguments: str, **environment: str):
    return servers.run_cairn("policy", *arguments, environment=servers.clean_environment(**environment))


ACCEPTED = [
    *(["bucket", name] for name in ["box", "a.b-c.9", "0" * 63, "1.2.3", "1.2.3.4444"]),
    *(["bucket", "box", "--prefix", prefix] for prefix in ["logs", "a/b", "with space", "ä" * 200, "", "a//b"]),
    *(["bucket", "box", "--trail-name", name] for name in ["abc", "A.b-c_9", "x" * 128]),
    *(["bucket", "box", "--region", region] for region in ["eu-west-1", "us-gov-east-1", "mars"]),
    ["bucket", "box", "--account", ACCOUNT],
    ["bucket", "box", "--organization-id", "o-11aa22bb33"],
    ["bucket", "box", "--key-arn", KEY_ARN],
    ["bucket", "box", "--key-arn", f"arn:aws-cn:kms:cn-north-1:{ACCOUNT}:key/{MULTI_REGION_KEY_ID}"],
    ["bucket", "box", "--trail-arn", TRAIL_ARN],
    ["bucket", "box", "--trail-arn", f"arn:aws:cloudtrail:*:{ACCOUNT}:trail/*"],
    ["bucket", "box", "--trail-arn", f"arn:aws:cloudtrail:eu-west-1:{ACCOUNT}:trail/audit-*"],
    *(["topic", topic] for topic in ["audit-files", "a", "A_b-9", "t" * 256, TOPIC_ARN]),
    *(["key", key] for key in [KEY_ID, MULTI_REGION_KEY_ID, KEY_ARN, "alias/audit", "alias/a/b_c-9"]),
    ["key", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/audit"],
    *(["role", group] for group in ["ct", "/aws/cloud-trail_9.x#y", "g" * 512, GROUP_ARN]),
    ["role", "ct", "--trust"],
]

REFUSED = [
    *(
        (["bucket", name], "the bucket wants its name alone: 3 to 63 lower-case letters")
        for name in [
            *["B_X", "bo", "b" * 64, "box/a", "arn:aws:s3:::box", "a..b", ".box", "box.", "box-"],
            *["a.-b", "a-.b", "1.2.3.4", "bäx", "a b", ""],
        ]
    ),
    (["bucket", "--", "-box"], "the bucket wants its name alone"),
    *(
        (["bucket", "box", "--prefix", prefix], "--prefix wants at most 200 characters, no slash at either end")
        for prefix in ["/a/", "/a", "a/", "/", "p" * 201, "a\tb", "a\x7f"]
    ),
    *(
        (["bucket", "box", "--key-arn", key], "--key-arn wants the ARN of a key, such as arn:aws:kms:")
        for key in [
            *["foo", KEY_ID, "alias/audit", f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/audit", KEY_ARN.upper()],
            *[KEY_ARN.replace(":kms:", ":sns:"), KEY_ARN.replace(ACCOUNT, "12"), KEY_ARN.replace("eu-west-1", "")],
        ]
    ),
    *(
        (["bucket", "box", "--trail-name", name], "--trail-name wants 3 to 128 letters, digits, periods, hyphens")
        for name in ["a..b", "ab", "x" * 129, "_ab", "ab_", "a-_b", "a b", "a/b", "audit*", "1.2.3.4", "äbc", ""]
    ),
    *(
        (["bucket", "box", "--region", region], "--region wants a region such as eu-west-1")
        for region in ["x y", "", "eu", "EU-WEST-1", "eu_west_1", "*", "r" * 33]
    ),
    *(
        (["bucket", "box", "--account", account], "--account wants twelve digits")
        for account in ["12", "", "22223333444x", "2222333344445"]
    ),
    *(
        ([kind, name, "--organization-id", organization], "--organization-id wants an id such as o-11aa22bb33")
        for kind, name in [("bucket", "box"), ("role", "ct")]
        for organization in ["x", "o-", "o-123", "o-11AA22BB33", "p-11aa22bb33"]
    ),
    (["bucket", "box", "--trail-arn", "foo"], "--trail-arn wants an ARN such as arn:aws:cloudtrail:"),
    (["bucket", "box", "--trail-arn", TRAIL_ARN.replace(ACCOUNT, "12")], "the account of --trail-arn wants"),
    (["bucket", "box", "--trail-arn", TRAIL_ARN.replace("eu-west-1", "x y")], "the region of --trail-arn wants"),
    (["bucket", "box", "--trail-arn", TRAIL_ARN.replace("audit", "a..b")], "the name in --trail-arn wants"),
    *(
        (["topic", topic], "the topic wants a name of letters, digits, hyphens and underscores, or an ARN such as")
        for topic in [
            *[TOPIC_ARN.replace(":sns:", ":sqs:"), "a b", "", "a.fifo", "t" * 257, "arn:", "ä", TOPIC_ARN + ":sub"],
            *[TOPIC_ARN.replace("eu-west-1", ""), TOPIC_ARN.replace(ACCOUNT, "12"), TOPIC_ARN.replace("audit", "a b")],
        ]
    ),
    *(
        (["key", key], "the key wants a key's id, alias/NAME, or the ARN of either, such as arn:aws:kms:")
        for key in [
            *["nope", "", KEY_ID.upper(), KEY_ID[:-1], "mrk-1", "alias/", "alias/aws/s3", "alias/a b", "key/" + KEY_ID],
            *[KEY_ARN + "/x", KEY_ARN.replace(":kms:", ":s3:"), KEY_ARN.replace("key/", ""), "alias/" + "a" * 257],
        ]
    ),
    *(
        (["role", group], "the log group wants a name of up to 512 letters, digits and any of . - _ / #, or an ARN")
        for group in [
            *["a b c", "", "g" * 513, "g:*", "gä", GROUP_ARN[:-2], GROUP_ARN.replace("log-group:", "")],
            *[GROUP_ARN.replace(":logs:", ":sns:"), GROUP_ARN.replace("/aws/cloudtrail", ""), TOPIC_ARN],
        ]
    ),
]


@pytest.mark.parametrize("arguments", ACCEPTED, ids=lambda arguments: " ".join(arguments)[:60])
def test_names_that_a_trail_can_have_are_taken(arguments):
    answer = policy(*arguments)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)["Statement"]


@pytest.mark.parametrize("arguments, message", REFUSED, ids=[" ".join(arguments)[:60] for arguments, _ in REFUSED])
def test_others_are_wrong_usage(arguments, message):
    answer = policy(*arguments)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert message in answer.stderr
    assert f"got '{arguments[-1]}'" in answer.stderr or "--trail-arn" in message


@pytest.mark.parametrize(
    "name, value", [("AWS_REGION", "x y"), ("AWS_DEFAULT_REGION", "EU"), ("CAIRN_ACCOUNT", "12")]
)
def test_the_environment_is_judged_when_it_is_used(name, value):
    answer = policy("bucket", "box", "--trail-name", "audit", **{name: value})
    assert (answer.returncode, answer.stdout) == (2, "")
    assert f"{name} wants" in answer.stderr and f"got '{value}'" in answer.stderr
    assert policy("bucket", "box", "--trail-arn", TRAIL_ARN, **{name: value}).returncode == 0
    assert policy("bucket", "box", "--trail-name", "audit", **{name: ""}).returncode == 0


def test_the_policy_of_a_key_known_by_an_alias_is_about_keys():
    alias = f"arn:aws:kms:eu-west-1:{ACCOUNT}:alias/audit"
    statements = json.loads(policy("key", alias, "--account", "111122223333").stdout)["Statement"]
    assert ACCOUNT in json.dumps(statements[0]["Principal"])
    assert "alias" not in json.dumps(statements)
