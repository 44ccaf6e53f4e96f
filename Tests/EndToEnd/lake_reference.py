"""What the catalogue's queries must answer, worked out over the events in plain Python: no SQL, no engine.

Each function takes the events and gives rows as dictionaries of texts, None for NULL, and the order that the query
promises: pairs of a column and whether it descends. Rows that are equal in these columns may come in any order.
"""

from __future__ import annotations

import base64
import collections
import datetime
import hashlib
import json
import re

from lake_events import lines

REFERENCE: dict[str, tuple] = {}


def answers(name: str, *order: str, limit: int | None = None):
    """Names the query; `order` are columns, with a minus for those that descend."""
    def keep(function):
        REFERENCE[name] = (function, [(column.lstrip("-"), column.startswith("-")) for column in order], limit)
        return function
    return keep


# What events hold, as SQL shows it.

def text(value) -> str | None:
    """A value of a map: texts as they are, everything else as compact JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def part(event: dict, path: str):
    for name in path.split("."):
        event = (event or {}).get(name)
    return event


def entry(event: dict, column: str, key: str) -> str | None:
    return text((event.get(column) or {}).get(key))


def parameter(event: dict, key: str) -> str | None:
    return entry(event, "requestParameters", key)


def arn(event: dict) -> str | None:
    return part(event, "userIdentity.arn")


def moment(event: dict) -> datetime.datetime:
    return datetime.datetime.strptime(event["eventTime"], "%Y-%m-%dT%H:%M:%SZ")


def shown(when: datetime.datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M:%S.000")


def when(event: dict) -> str:
    return shown(moment(event))


def hour(event: dict) -> str:
    return shown(moment(event).replace(minute=0, second=0))


def shown_map(value: dict | None) -> str | None:
    return None if value is None else "{" + ", ".join(f"{key}={text(one) if one is not None else 'null'}" for key, one in value.items()) + "}"


def number(value: float) -> str:
    return str(float(value))


def first(*values):
    return next((value for value in values if value is not None), None)


def listing(events, keep, /, **columns) -> list[dict]:
    """A row for each event that is wanted; a column is a name of a field or a function."""
    return [
        {name: column(event) if callable(column) else event.get(column) for name, column in columns.items()}
        for event in events if keep(event)]


def grouped(events, keep, keys: dict, /, **columns) -> list[dict]:
    """A row for each group: the keys, and for the other columns what a function says of the group's events."""
    groups = collections.defaultdict(list)
    for event in events:
        if keep(event):
            groups[tuple(one(event) if callable(one) else event.get(one) for one in keys.values())].append(event)
    return [
        {**dict(zip(keys, key)), **{name: column(group) for name, column in columns.items()}}
        for key, group in groups.items()]


def count(group) -> str:
    return str(len(group))


def distinct(column):
    return lambda group: str(len({column(event) for event in group} - {None}))


def always(_) -> bool:
    return True


def named(*names: str):
    return lambda event: event["eventName"] in names


def of(source: str):
    return lambda event: event["eventSource"] == source + ".amazonaws.com"


def like(column: str, pattern: str):
    """SQL's LIKE, for patterns of `%`."""
    expression = re.compile(".*".join(map(re.escape, pattern.split("%"))), re.S)
    return lambda event: event.get(column) is not None and expression.fullmatch(event[column]) is not None


WHO = {"arn": arn}
TIMED = {"eventTime": when}

# Identities


@answers("Most active principals", "-calls", "arn", limit=20)
def _(events):
    return grouped(events, arn, WHO, calls=count)


@answers("Calls of the root user", "-eventTime")
def _(events):
    return listing(
        events, lambda e: part(e, "userIdentity.type") == "Root" and part(e, "userIdentity.invokedBy") is None, **TIMED,
        eventName="eventName", eventSource="eventSource", sourceIPAddress="sourceIPAddress", userAgent="userAgent")


def key_of(event):
    return part(event, "userIdentity.accessKeyId")


@answers("Calls by access key", "-calls", "accessKeyId")
def _(events):
    return grouped(
        events, key_of, {"accessKeyId": key_of, "userName": lambda e: part(e, "userIdentity.userName")}, calls=count,
        firstSeen=lambda g: min(map(when, g)), lastSeen=lambda g: max(map(when, g)))


@answers("Access keys used from several addresses", "-addresses", "accessKeyId")
def _(events):
    rows = grouped(
        events, key_of, {"accessKeyId": key_of}, addresses=distinct(lambda e: e["sourceIPAddress"]),
        seen=lambda g: "[" + ", ".join(sorted({e["sourceIPAddress"] for e in g})) + "]")
    return [row for row in rows if int(row["addresses"]) > 1]


@answers("Roles and who assumed them", "-times", "role", "assumedBy")
def _(events):
    return grouped(
        events, lambda e: named("AssumeRole")(e) and of("sts")(e),
        {"role": lambda e: parameter(e, "roleArn"), "assumedBy": arn}, times=count)


@answers("Roles that assume themselves", "eventTime")
def _(events):
    issuer = "userIdentity.sessionContext.sessionIssuer.arn"
    return listing(
        events, lambda e: named("AssumeRole")(e) and part(e, issuer) and part(e, issuer) == parameter(e, "roleArn"), **TIMED,
        role=lambda e: part(e, issuer), sourceIPAddress="sourceIPAddress")


@answers("Calls from other accounts", "-eventTime")
def _(events):
    caller = "userIdentity.accountId"
    return listing(
        events, lambda e: part(e, caller) and part(e, caller) != e["recipientAccountId"], **TIMED, eventName="eventName",
        caller=lambda e: part(e, caller), recipientAccountId="recipientAccountId", arn=arn)


@answers("Services each principal uses", "-services", "arn")
def _(events):
    return grouped(
        events, arn, WHO, services=distinct(lambda e: e["eventSource"]),
        names=lambda g: ", ".join(sorted({e["eventSource"] for e in g})))


@answers("Calls on behalf of services", "-calls", "invokedBy", "eventName")
def _(events):
    def by(event):
        return part(event, "userIdentity.invokedBy")
    return grouped(events, by, {"invokedBy": by, "eventName": "eventName"}, calls=count)


# Sign-ins

def outcome(event):
    return entry(event, "responseElements", "ConsoleLogin")


@answers("Console sign-ins without MFA", "-eventTime")
def _(events):
    return listing(
        events, lambda e: named("ConsoleLogin")(e) and outcome(e) == "Success" and entry(e, "additionalEventData", "MFAUsed") == "No",
        **TIMED, arn=arn, sourceIPAddress="sourceIPAddress", target=lambda e: entry(e, "additionalEventData", "LoginTo"))


@answers("Failed console sign-ins", "-failures", "userName")
def _(events):
    return grouped(
        events, lambda e: named("ConsoleLogin")(e) and outcome(e) == "Failure",
        {"userName": lambda e: part(e, "userIdentity.userName"), "sourceIPAddress": "sourceIPAddress"}, failures=count,
        lastTime=lambda g: max(map(when, g)))


@answers("Console sign-ins by day", "day", "outcome")
def _(events):
    return grouped(events, named("ConsoleLogin"), {"day": lambda e: e["eventTime"][:10], "outcome": outcome}, signIns=count)


@answers("Changes made in the console", "-eventTime")
def _(events):
    return listing(
        events, lambda e: e.get("sessionCredentialFromConsole") == "true" and not e["readOnly"], **TIMED, arn=arn,
        eventSource="eventSource", eventName="eventName")


@answers("Sessions without MFA that wrote", "-calls", "issuer", "eventName")
def _(events):
    session = "userIdentity.sessionContext"
    return grouped(
        events, lambda e: part(e, f"{session}.attributes.mfaAuthenticated") == "false" and not e["readOnly"],
        {"issuer": lambda e: part(e, f"{session}.sessionIssuer.userName"), "eventName": "eventName"}, calls=count)


@answers("Federated identities", "-calls", "provider")
def _(events):
    federated = "userIdentity.sessionContext.webIdFederationData.federatedProvider"
    return grouped(
        events, lambda e: part(e, "userIdentity.type") in ("SAMLUser", "WebIdentityUser") or part(e, federated) is not None,
        {"provider": lambda e: first(part(e, "userIdentity.identityProvider"), part(e, federated))}, calls=count,
        identities=distinct(lambda e: part(e, "userIdentity.principalId")))


# Permissions

@answers("New users and access keys", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("iam")(e) and named("CreateUser", "CreateAccessKey", "CreateLoginProfile")(e), **TIMED,
        eventName="eventName", who=arn, forUser=lambda e: parameter(e, "userName"))


@answers("Changes of IAM policies", "-eventTime")
def _(events):
    pattern = re.compile(r"(Attach|Detach|Put|Delete|Create)[A-Za-z]*Policy(Version)?")
    return listing(
        events, lambda e: of("iam")(e) and pattern.fullmatch(e["eventName"]), **TIMED, eventName="eventName", arn=arn,
        policy=lambda e: first(parameter(e, "policyArn"), parameter(e, "policyName")))


@answers("Administrator access given", "-eventTime")
def _(events):
    return listing(
        events, lambda e: like("eventName", "Attach%Policy")(e) and (parameter(e, "policyArn") or "").endswith("/AdministratorAccess"),
        **TIMED, eventName="eventName", who=arn,
        given=lambda e: first(parameter(e, "userName"), parameter(e, "roleName"), parameter(e, "groupName")))


@answers("Users added to groups", "-eventTime")
def _(events):
    return listing(
        events, named("AddUserToGroup"), **TIMED, added=lambda e: parameter(e, "userName"),
        toGroup=lambda e: parameter(e, "groupName"), byWhom=arn)


@answers("IAM calls by principal", "readOnly", "-calls", "arn", "eventName")
def _(events):
    return grouped(
        events, of("iam"), {**WHO, "eventName": "eventName", "readOnly": lambda e: str(e["readOnly"]).lower()}, calls=count)


@answers("Deleted users, roles and keys", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("iam")(e) and like("eventName", "Delete%")(e), **TIMED, eventName="eventName", arn=arn,
        requestParameters=lambda e: shown_map(e["requestParameters"]))


@answers("Changes of who may assume a role", "-eventTime")
def _(events):
    return listing(
        events, named("UpdateAssumeRolePolicy", "CreateRole"), **TIMED, arn=arn, role=lambda e: parameter(e, "roleName"),
        policy=lambda e: parameter(e, "policyDocument"))


@answers("Key management changes", "-eventTime")
def _(events):
    names = named("ScheduleKeyDeletion", "DisableKey", "PutKeyPolicy", "CreateGrant", "DisableKeyRotation")
    return listing(
        events, lambda e: of("kms")(e) and names(e), **TIMED, eventName="eventName", arn=arn, keyId=lambda e: parameter(e, "keyId"))


# Storage

def bucket(event):
    return parameter(event, "bucketName")


def key(event):
    return parameter(event, "key")


@answers("Most read objects", "-reads", "bucket", "object", limit=50)
def _(events):
    return grouped(
        events, lambda e: of("s3")(e) and named("GetObject")(e) and "errorCode" not in e, {"bucket": bucket, "object": key}, reads=count)


@answers("Operations by bucket", "bucket", "-calls", "eventName")
def _(events):
    return grouped(events, lambda e: of("s3")(e) and bucket(e), {"bucket": bucket, "eventName": "eventName"}, calls=count)


@answers("Denied requests for objects", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("s3")(e) and e.get("errorCode") in ("AccessDenied", "AllAccessDisabled"), **TIMED, arn=arn,
        eventName="eventName", bucket=bucket, object=key)


@answers("Objects deleted", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("s3")(e) and named("DeleteObject", "DeleteObjects")(e), **TIMED, arn=arn, bucket=bucket, object=key)


@answers("Objects stored without encryption by the request", "-eventTime")
def _(events):
    return listing(
        events, lambda e: named("PutObject")(e) and parameter(e, "x-amz-server-side-encryption") is None, **TIMED, arn=arn,
        bucket=bucket, object=key)


@answers("Requests that rely on bucket ACLs", "recipientAccountId", "awsRegion", "bucket")
def _(events):
    return grouped(
        events, lambda e: entry(e, "additionalEventData", "aclRequired") == "Yes",
        {"bucket": bucket, "awsRegion": "awsRegion", "recipientAccountId": "recipientAccountId"})


@answers("Changes of public access to buckets", "-eventTime")
def _(events):
    names = named(
        "PutBucketPublicAccessBlock", "DeleteBucketPublicAccessBlock", "PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl",
        "PutAccountPublicAccessBlock")
    return listing(events, names, **TIMED, eventName="eventName", arn=arn, bucket=bucket)


@answers("Principals that read most objects", "place", "arn")
def _(events):
    rows = grouped(
        events, lambda e: named("GetObject")(e) and "errorCode" not in e, WHO, reads=count,
        objects=distinct(lambda e: "/".join(one for one in (bucket(e), key(e)) if one is not None)))
    for row in rows:
        row["place"] = str(1 + sum(int(other["reads"]) > int(row["reads"]) for other in rows))
    return rows


@answers("Table scans", "-scans", "tableName")
def _(events):
    return grouped(
        events, lambda e: of("dynamodb")(e) and named("Scan")(e), {"tableName": lambda e: parameter(e, "tableName"), **WHO}, scans=count)


# Computing

@answers("Instances launched", "eventTime", "instanceId")
def _(events):
    return [
        {"eventTime": when(e), "arn": arn(e), "instanceId": item["instanceId"], "instanceType": parameter(e, "instanceType")}
        for e in events if e["eventName"] == "RunInstances" and "errorCode" not in e
        for item in e["responseElements"]["instancesSet"]["items"]]


@answers("Who stopped or terminated instances", "-eventTime")
def _(events):
    return listing(
        events, named("TerminateInstances", "StopInstances", "RebootInstances"), **TIMED, eventName="eventName", arn=arn,
        errorCode="errorCode",
        instances=lambda e: text([item["instanceId"] for item in e["requestParameters"]["instancesSet"]["items"]]))


@answers("History of one instance", "eventTime")
def _(events):
    return listing(
        events, lambda e: '"i-1"' in lines([e])[0], **TIMED, eventName="eventName", arn=arn,
        readOnly=lambda e: str(e["readOnly"]).lower())


@answers("Instance types in use", "-launches", "instanceType", "awsRegion")
def _(events):
    return grouped(
        events, named("RunInstances"), {"instanceType": lambda e: parameter(e, "instanceType"), "awsRegion": "awsRegion"}, launches=count)


@answers("Functions changed", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("lambda")(e) and not e["readOnly"], **TIMED, eventName="eventName", arn=arn,
        functionName=lambda e: parameter(e, "functionName"))


def database(event):
    return parameter(event, "dBInstanceIdentifier")


@answers("Databases deleted without a last snapshot", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("rds")(e) and named("DeleteDBInstance", "DeleteDBCluster")(e) and parameter(e, "skipFinalSnapshot") == "true",
        **TIMED, arn=arn, databaseName=database)


@answers("Databases open to the public", "-eventTime")
def _(events):
    return listing(
        events, lambda e: named("CreateDBInstance", "ModifyDBInstance")(e) and parameter(e, "publiclyAccessible") == "true", **TIMED,
        eventName="eventName", arn=arn, databaseName=database)


@answers("Snapshots shared or left unencrypted", "-eventTime")
def _(events):
    def wanted(event):
        unencrypted = entry(event, "responseElements", "encrypted") == "false"
        return named("ModifySnapshotAttribute")(event) or named("CreateSnapshot")(event) and unencrypted
    return listing(
        events, wanted, **TIMED, eventName="eventName", arn=arn, requestParameters=lambda e: shown_map(e["requestParameters"]))


@answers("Model invocations", "-calls", "model")
def _(events):
    return grouped(
        events, lambda e: of("bedrock")(e) and like("eventName", "InvokeModel%")(e),
        {"model": lambda e: parameter(e, "modelId"), **WHO}, calls=count)


# Networking

@answers("Security groups opened to the world", "-eventTime")
def _(events):
    def rules(event):
        return parameter(event, "ipPermissions")
    return listing(
        events, lambda e: named("AuthorizeSecurityGroupIngress")(e) and ("0.0.0.0/0" in rules(e) or "::/0" in rules(e)), **TIMED,
        arn=arn, securityGroup=lambda e: parameter(e, "groupId"), rules=rules)


@answers("Changes of security groups", "-eventTime")
def _(events):
    return listing(
        events, lambda e: "SecurityGroup" in e["eventName"] and not e["readOnly"], **TIMED, eventName="eventName", arn=arn,
        securityGroup=lambda e: parameter(e, "groupId"))


@answers("Changes of networks", "-eventTime")
def _(events):
    pattern = re.compile("Vpc|Route|Gateway|NetworkAcl|Subnet")
    return listing(
        events, lambda e: of("ec2")(e) and not e["readOnly"] and pattern.search(e["eventName"]), **TIMED, eventName="eventName",
        arn=arn, awsRegion="awsRegion")


def tls(event):
    return part(event, "tlsDetails.tlsVersion")


@answers("TLS versions by service", "eventSource", "tlsVersion")
def _(events):
    return grouped(events, tls, {"eventSource": "eventSource", "tlsVersion": tls}, calls=count)


@answers("Callers with an outdated TLS version", "-calls", "arn")
def _(events):
    return grouped(
        events, lambda e: tls(e) and float(tls(e).replace("TLSv", "")) < 1.3,
        {**WHO, "sourceIPAddress": "sourceIPAddress", "tlsVersion": tls}, calls=count)


@answers("Calls by address", "-calls", "sourceIPAddress", limit=100)
def _(events):
    return grouped(
        events, always, {"sourceIPAddress": "sourceIPAddress"}, calls=count, principals=distinct(arn),
        services=distinct(lambda e: e["eventSource"]))


@answers("Calls through VPC endpoints", "-calls", "vpcEndpointId")
def _(events):
    return grouped(
        events, lambda e: "vpcEndpointId" in e, {"vpcEndpointId": "vpcEndpointId", "eventSource": "eventSource"}, calls=count,
        denied=lambda g: str(sum(e.get("errorCode") == "VpceAccessDenied" for e in g)))


@answers("Calls denied by a VPC endpoint", "-eventTime")
def _(events):
    return listing(
        events, lambda e: e.get("errorCode") == "VpceAccessDenied", **TIMED, arn=arn, eventSource="eventSource", eventName="eventName",
        vpcEndpointId="vpcEndpointId")


# Errors

def failed(event) -> bool:
    return "errorCode" in event


@answers("Errors by service", "-errors", "eventSource", "errorCode")
def _(events):
    return grouped(events, failed, {"eventSource": "eventSource", "errorCode": "errorCode"}, errors=count)


@answers("Denied calls by principal", "-denied", "arn", "eventName")
def _(events):
    return grouped(
        events, lambda e: re.search("AccessDenied|Unauthorized", e.get("errorCode", "")),
        {**WHO, "eventSource": "eventSource", "eventName": "eventName"}, denied=count)


@answers("Share of failing calls", "-percent", "eventSource")
def _(events):
    return grouped(
        events, always, {"eventSource": "eventSource"}, calls=count, failures=lambda g: count([e for e in g if failed(e)]),
        percent=lambda g: number(round(sum(map(failed, g)) * 100 / len(g), 2)))


@answers("Throttled calls", "hour", "-throttled", "eventSource", "eventName")
def _(events):
    codes = ("ThrottlingException", "Client.RequestLimitExceeded", "Throttling", "SlowDown")
    return grouped(
        events, lambda e: e.get("errorCode") in codes, {"hour": hour, "eventSource": "eventSource", "eventName": "eventName"},
        throttled=count)


@answers("Errors by hour", "hour")
def _(events):
    return grouped(events, always, {"hour": hour}, calls=count, errors=lambda g: count([e for e in g if failed(e)]))


@answers("Principals whose calls only fail", "-calls", "arn")
def _(events):
    groups = collections.defaultdict(list)
    for event in events:
        groups[arn(event)].append(event)
    return [
        {"arn": who, "calls": count(group), "example": max(e["errorCode"] for e in group)}
        for who, group in groups.items() if who and all(map(failed, group))]


# Activity

@answers("Calls by service and operation", "-calls", "eventSource", "eventName")
def _(events):
    return grouped(events, always, {"eventSource": "eventSource", "eventName": "eventName"}, calls=count)


@answers("Calls by hour", "hour")
def _(events):
    rows = sorted(grouped(events, always, {"hour": hour}, calls=count), key=lambda row: row["hour"])
    for before, row in zip([{"calls": "0"}, *rows], rows):
        row["change"] = str(int(row["calls"]) - int(before["calls"]))
    return rows


@answers("Calls by weekday", "weekday")
def _(events):
    return grouped(
        events, always, {"weekday": lambda e: str(moment(e).isoweekday()), "name": lambda e: moment(e).strftime("%A")}, calls=count)


@answers("Calls outside office hours", "-calls", "arn")
def _(events):
    def outside(event):
        return moment(event).isoweekday() > 5 or not 7 <= moment(event).hour <= 18
    return grouped(events, lambda e: not e["readOnly"] and outside(e), WHO, calls=count)


@answers("Calls by region", "-calls", "awsRegion")
def _(events):
    return grouped(
        events, always, {"awsRegion": "awsRegion"}, calls=count, principals=distinct(arn), lastCall=lambda g: max(map(when, g)))


@answers("Calls outside the regions in use", "-eventTime")
def _(events):
    return listing(
        events, lambda e: e["awsRegion"] not in ("us-east-1", "eu-central-1") and not e["readOnly"], **TIMED, awsRegion="awsRegion",
        arn=arn, eventSource="eventSource", eventName="eventName")


@answers("Reads and writes by service", "eventSource")
def _(events):
    columns = dict(
        reads=lambda g: count([e for e in g if e["readOnly"]]), writes=lambda g: count([e for e in g if not e["readOnly"]]), calls=count)
    return grouped(events, always, {"eventSource": "eventSource"}, **columns) + grouped(
        events, always, {"eventSource": lambda e: None}, **columns)


@answers("First use of each operation", "firstTime", "eventSource", "eventName")
def _(events):
    return grouped(
        events, always, {"eventSource": "eventSource", "eventName": "eventName"}, firstTime=lambda g: min(map(when, g)),
        firstCaller=lambda g: arn(min(g, key=moment)))


@answers("Clients by user agent", "-calls", "program")
def _(events):
    return grouped(events, always, {"program": lambda e: e["userAgent"].split("/")[0] if "userAgent" in e else None}, calls=count)


@answers("Last call of each principal", "arn")
def _(events):
    latest = {arn(event): event for event in events}
    return [{"arn": who, "eventTime": when(event), "eventName": event["eventName"]} for who, event in latest.items()]


@answers("Events by category", "-events", "eventCategory", "eventType")
def _(events):
    return grouped(
        events, always,
        {"eventCategory": "eventCategory", "eventType": "eventType", "managementEvent": lambda e: str(e["managementEvent"]).lower()},
        events=count)


@answers("What followed a sign-in", "signIn", "eventTime")
def _(events):
    return [
        {"arn": arn(s), "signIn": when(s), "eventTime": when(c), "eventName": c["eventName"]}
        for s in events if s["eventName"] == "ConsoleLogin" and arn(s)
        for c in events if arn(c) == arn(s) and not c["readOnly"] and c["eventName"] != "ConsoleLogin"
        and moment(s) <= moment(c) <= moment(s) + datetime.timedelta(hours=1)]


# Trails

@answers("Changes of trails and event data stores", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("cloudtrail")(e) and not e["readOnly"], **TIMED, eventName="eventName", arn=arn,
        sourceIPAddress="sourceIPAddress", errorCode="errorCode")


@answers("Who queried the audit trail", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("cloudtrail")(e) and named("StartQuery")(e), **TIMED, arn=arn,
        statement=lambda e: parameter(e, "queryStatement"))


@answers("One event in full")
def _(events):
    line, = lines([event for event in events if event["eventID"] == "e1"])
    checksum = base64.b64encode(hashlib.sha256(line.encode()).digest()).decode()
    return [{"eventID": "e1", "eventJson": line, "eventJsonChecksum": checksum}]


@answers("Compliance of Config rules", "-eventTime")
def _(events):
    return listing(
        events, named("PutEvaluations"), **TIMED, rule=lambda e: entry(e, "additionalEventData", "configRuleName"),
        compliance=lambda e: e["requestParameters"]["evaluations"][0]["complianceType"])


# Resources

@answers("Types of resources touched", "-calls", "type")
def _(events):
    types = collections.Counter(resource["type"] for event in events for resource in event.get("resources", []))
    return [{"type": kind, "calls": str(calls)} for kind, calls in types.items()]


@answers("Calls on one resource", "-eventTime")
def _(events):
    return listing(
        events, lambda e: any(one["ARN"] == "arn:aws:s3:::logs" for one in e.get("resources", [])), **TIMED, eventName="eventName",
        arn=arn)


@answers("Resources made by hand", "-eventTime")
def _(events):
    tools = re.compile("terraform|cloudformation|pulumi|cdk", re.I)
    return listing(
        events, lambda e: re.match("Create|Run|Put", e["eventName"]) and not e["readOnly"] and not tools.search(e.get("userAgent", "")),
        **TIMED, eventName="eventName", arn=arn, userAgent="userAgent")


@answers("Parameters that calls carry", "eventName", "-calls", "name")
def _(events):
    names = collections.Counter((event["eventName"], name) for event in events for name in event["requestParameters"] or {})
    return [{"eventName": event, "name": name, "calls": str(calls)} for (event, name), calls in names.items()]


@answers("Changes of tags", "-eventTime")
def _(events):
    return listing(
        events, lambda e: re.match("Tag|Untag|CreateTags|DeleteTags|AddTags|RemoveTags", e["eventName"]), **TIMED,
        eventName="eventName", arn=arn, requestParameters=lambda e: shown_map(e["requestParameters"]))


@answers("Stacks and who changed them", "-eventTime")
def _(events):
    return listing(
        events, lambda e: of("cloudformation")(e) and not e["readOnly"], **TIMED, eventName="eventName", arn=arn,
        stack=lambda e: parameter(e, "stackName"))


@answers("Secrets read", "-reads", "arn", "secret")
def _(events):
    return grouped(
        events, named("GetSecretValue", "GetParameter", "GetParameters", "BatchGetSecretValue"),
        {**WHO, "secret": lambda e: first(parameter(e, "secretId"), parameter(e, "name"))}, reads=count)
