"""What no record may show (mapping rules, section 10)."""

from __future__ import annotations

from typing import Any

from matching import ABSENT, EMPTY, AnyOf, Anything

from .call import Call

HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"
REMOVED = "<sensitiveDataRemoved>"
OPEN_FORM = AnyOf(ABSENT, HIDDEN, Anything("content of data events has no fixed form; secrets are searched for"))
REQUEST_REDACTIONS: dict[tuple[str, str], Any] = {
    ("ssm", "PutParameter.Value"): HIDDEN,
    ("ssm", "SendCommand.Parameters"): HIDDEN,
    ("rds", "*.MasterUserPassword"): AnyOf(HIDDEN, "****"),
    ("rds", "*.TdeCredentialPassword"): AnyOf(HIDDEN, "****"),
    ("redshift", "*.MasterUserPassword"): AnyOf(HIDDEN, "****", ABSENT),
    ("docdb", "*.MasterUserPassword"): AnyOf(HIDDEN, "****"),
    ("neptune", "*.MasterUserPassword"): AnyOf(HIDDEN, "****"),
    ("lambda", "*.Environment"): AnyOf(ABSENT, {}),
    ("kms", "*.CiphertextBlob"): ABSENT,
    ("kms", "*.Plaintext"): ABSENT,
    ("kms", "*.Message"): ABSENT,
    ("kms", "*.Signature"): ABSENT,
    ("kms", "*.Mac"): ABSENT,
    ("iam", "*.Password"): ABSENT,
    ("iam", "*.OldPassword"): ABSENT,
    ("iam", "*.NewPassword"): ABSENT,
    ("secretsmanager", "*.SecretString"): ABSENT,
    ("secretsmanager", "*.SecretBinary"): ABSENT,
    ("sts", "*.WebIdentityToken"): ABSENT,
    ("sts", "*.SAMLAssertion"): ABSENT,
    ("ec2", "*.UserData"): REMOVED,
    ("sqs", "*.MessageBody"): OPEN_FORM,
    ("sqs", "*.Entries"): OPEN_FORM,
    ("sns", "*.Message"): OPEN_FORM,
    ("sns", "*.Subject"): OPEN_FORM,
    ("kinesis", "*.Data"): OPEN_FORM,
    ("kinesis", "*.Records"): OPEN_FORM,
    ("firehose", "*.Record"): OPEN_FORM,
    ("ses", "SendEmail.Message"): OPEN_FORM,
    ("ses", "SendEmail.Destination"): OPEN_FORM,
    ("ses", "SendEmail.Source"): OPEN_FORM,
    ("sesv2", "SendEmail.Content"): OPEN_FORM,
    ("sesv2", "SendEmail.Destination"): OPEN_FORM,
    ("cognito-identity", "*.Logins"): OPEN_FORM,
    # Marked sensitive in the model, and yet a public identifier that records show.
    ("cognito-idp", "*.ClientId"): OPEN_FORM,
    **{
        ("dynamodb", f"*.{name}"): OPEN_FORM
        for name in (
            "Item", "Key", "Keys", "Expected", "ExpressionAttributeValues", "AttributeUpdates", "KeyConditions",
            "QueryFilter", "ScanFilter", "RequestItems", "TransactItems", "Statements", "Parameters",
            "ExclusiveStartKey", "Statement",
        )
    },
}
RESPONSE_REDACTIONS: dict[tuple[str, str], Any] = {
    ("ssm", "*.Parameters"): AnyOf(HIDDEN, EMPTY),
    ("iam", "*.SecretAccessKey"): ABSENT,
    ("sts", "*.SecretAccessKey"): ABSENT,
    ("rds", "*.MasterUserPassword"): AnyOf(HIDDEN, "****", ABSENT),
    ("redshift", "*.MasterUserPassword"): AnyOf(HIDDEN, "****", ABSENT),
    ("lambda", "*.Environment"): AnyOf(ABSENT, {}),
    ("kms", "*.Plaintext"): ABSENT,
    ("kms", "*.CiphertextBlob"): ABSENT,
    ("ec2", "*.KeyMaterial"): REMOVED,
    ("cognito-idp", "*.ClientId"): OPEN_FORM,
    # Old documentation casing and current casing, both observed.
    ("kms", "*.AWSAccountId"): OPEN_FORM,
}
NO_RULE = object()


def redaction(rules: dict, call: Call, member: str, is_top_level: bool) -> Any:
    """The rule for a member: `Operation.Member` at the top only, `*.Member` at any depth."""
    if is_top_level and (call.service, f"{call.operation}.{member}") in rules:
        return rules[call.service, f"{call.operation}.{member}"]
    return rules.get((call.service, f"*.{member}"), NO_RULE)


def is_sensitive(shape: Any) -> bool:
    return bool(shape.metadata.get("sensitive"))
