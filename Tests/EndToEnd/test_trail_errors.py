"""Every error that AWS's model declares for an operation on trails: shown here by a call that leads to it, or explained.

The tables of test_trails.py and test_organizations.py show what is accepted beside what is refused; this is the rest, and
the test that nothing is left out.
"""

from __future__ import annotations

import collections
import http.server
import json
import threading

import botocore.session
import pytest

import servers
import test_organizations
import test_trails
from test_organizations import MANAGEMENT, MEMBERS, ORGANIZATION
from trails import ACCOUNT, HOME, World, unique

ELSEWHERE = "us-east-2"
STORE = f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:eventdatastore/00000000-0000-4000-8000-000000000000"
CHANNEL = STORE.replace("eventdatastore", "channel")
RATE = [{"InsightType": "ApiCallRateInsight"}]
SELECTORS = [{}]
DATA = [{"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]
AGGREGATION = [{"EventCategory": "Data", "Templates": ["API_ACTIVITY"]}]
TAG = [{"Key": "k", "Value": "v"}]
STRANGER = "999988887777"


def changes(trail: str, arn: str) -> dict[str, dict]:
    """The parameters of each operation that changes a trail."""
    return {
        "UpdateTrail": {"Name": trail},
        "DeleteTrail": {"Name": trail},
        "StartLogging": {"Name": trail},
        "StopLogging": {"Name": trail},
        "PutEventSelectors": {"TrailName": trail, "EventSelectors": SELECTORS},
        "PutInsightSelectors": {"TrailName": trail, "InsightSelectors": RATE},
        "PutEventConfiguration": {"TrailName": trail, "AggregationConfigurations": []},
        "AddTags": {"ResourceId": arn, "TagsList": TAG},
        "RemoveTags": {"ResourceId": arn, "TagsList": TAG},
    }


CHANGES = list(changes("", ""))
NAMING = [operation for operation in CHANGES if not operation.endswith("Tags")]
READING = ["GetTrail", "GetTrailStatus", "GetEventSelectors", "GetInsightSelectors", "GetEventConfiguration"]


def reading(operation: str, trail: str) -> dict:
    return {"Name" if operation in ("GetTrail", "GetTrailStatus") else "TrailName": trail}


world = test_trails.world
bucket = test_trails.bucket
no_trails = test_trails.no_trails
organization = test_organizations.organization


# MARK: one account

WRONG_TRAILS = [
    ("nothing", "TrailNotFoundException"),
    ("?", "InvalidTrailNameException"),
    ("arn:aws:cloudtrail:eu-west-1:12:trail/x", "CloudTrailARNInvalidException"),
]


@pytest.mark.parametrize("trail,expected", WRONG_TRAILS)
@pytest.mark.parametrize("operation", NAMING)
def test_changing_what_is_no_trail(world, operation, trail, expected):
    assert world.code(operation, **changes(trail, "")[operation]) == expected


@pytest.mark.parametrize("trail,expected", WRONG_TRAILS)
@pytest.mark.parametrize("operation", READING)
def test_reading_what_is_no_trail(world, operation, trail, expected):
    assert world.code(operation, **reading(operation, trail)) == expected


@pytest.mark.parametrize("operation", CHANGES)
def test_changing_from_another_region(world, bucket, operation):
    name = world.trail(S3BucketName=bucket, IsMultiRegionTrail=True)
    expected = "OperationNotPermittedException" if operation.endswith("Tags") else "InvalidHomeRegionException"
    arn = world.arn(name)
    assert world.code(operation, ELSEWHERE, **changes(arn, arn)[operation]) == expected


def test_a_region_that_is_full_takes_no_shadow(world, bucket):
    for _ in range(5):
        world.trail(S3BucketName=bucket)
    name = world.trail(region=ELSEWHERE, S3BucketName=bucket)
    code = world.code("UpdateTrail", ELSEWHERE, Name=name, IsMultiRegionTrail=True)
    assert code == "OperationNotPermittedException"


INSIGHT_PARAMETERS = [
    ({}, "InvalidParameterException"),
    ({"EventDataStore": STORE}, "InvalidParameterException"),
    ({"EventDataStore": STORE, "InsightsDestination": STORE}, "InvalidParameterException"),
]


@pytest.mark.parametrize("parameters,expected", INSIGHT_PARAMETERS)
def test_insights_of_no_trail(world, parameters, expected):
    assert world.code("PutInsightSelectors", InsightSelectors=RATE, **parameters) == expected


def test_insights_of_a_store_that_is_not_there(world):
    assert world.code("GetInsightSelectors", EventDataStore=STORE) == "InvalidParameterException"


def without_bucket(world: World, settings: dict) -> None:
    world.client("s3").delete_bucket(Bucket=settings["S3BucketName"])


def without_policy(world: World, settings: dict) -> None:
    world.client("s3").delete_bucket_policy(Bucket=settings["S3BucketName"])


def without_key_policy(world: World, settings: dict) -> None:
    own = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "Action": "kms:*", "Resource": "*"}
    text = json.dumps({"Version": "2012-10-17", "Statement": [own]})
    world.client("kms").put_key_policy(KeyId=settings["KmsKeyId"], PolicyName="default", Policy=text)


def without_key(world: World, settings: dict) -> None:
    world.client("kms").disable_key(KeyId=settings["KmsKeyId"].rsplit("/", 1)[1])


DESTINATIONS = [
    (without_bucket, "S3BucketDoesNotExistException"),
    (without_policy, "InsufficientS3BucketPolicyException"),
    (without_key_policy, "InsufficientEncryptionPolicyException"),
    (without_key, "KmsException"),
]


@pytest.mark.parametrize("spoil,expected", DESTINATIONS, ids=lambda value: getattr(value, "__name__", value))
def test_insights_look_at_bucket_and_key_again(world, spoil, expected):
    settings = {"S3BucketName": world.bucket(), "KmsKeyId": test_trails.a_key(world)}
    name = world.trail(**settings)
    assert world.code("PutInsightSelectors", TrailName=name, InsightSelectors=RATE) == "ok"
    spoil(world, settings)
    assert world.code("PutInsightSelectors", TrailName=name, InsightSelectors=RATE) == expected


TAGGED = [
    ("trail", "CloudTrailARNInvalidException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/a..b", "InvalidTrailNameException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/nothing", "ResourceNotFoundException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:thing/x", "ResourceTypeNotSupportedException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:eventdatastore/x", "EventDataStoreARNInvalidException"),
    (STORE, "EventDataStoreNotFoundException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:channel/x", "ChannelARNInvalidException"),
    (CHANNEL, "ChannelNotFoundException"),
]


@pytest.mark.parametrize("arn,expected", TAGGED)
@pytest.mark.parametrize("operation", ["AddTags", "RemoveTags", "ListTags"])
def test_tags_of_what_is_not_there(world, operation, arn, expected):
    if (operation, expected) == ("ListTags", "ChannelNotFoundException"):
        expected = "ResourceNotFoundException"  # the model declares no other for it
    if operation == "ListTags":
        assert world.code(operation, ResourceIdList=[arn]) == expected
    else:
        assert world.code(operation, ResourceId=arn, TagsList=TAG) == expected


@pytest.mark.parametrize("tags", [[{"Key": "aws:k"}], [{"Key": "k"}, {"Key": "k"}]])
def test_removing_tags_that_cannot_be(world, bucket, tags):
    arn = world.arn(world.trail(S3BucketName=bucket))
    assert world.code("RemoveTags", ResourceId=arn, TagsList=tags) == "InvalidTagParameterException"


POLICIES = [
    ("nothing", "ResourceARNNotValidException"),
    (STORE, "ResourceNotFoundException"),
    (f"arn:aws:cloudtrail:{HOME}:{ACCOUNT}:trail/audit", "ResourceTypeNotSupportedException"),
]


@pytest.mark.parametrize("arn,expected", POLICIES)
@pytest.mark.parametrize("operation", ["PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy"])
def test_policies_of_what_has_none(world, operation, arn, expected):
    policy = {"ResourcePolicy": "{}"} if operation == "PutResourcePolicy" else {}
    assert world.code(operation, ResourceArn=arn, **policy) == expected


CONFIGURED = [
    ({}, "InvalidParameterCombinationException"),
    ({"EventDataStore": "store!"}, "EventDataStoreARNInvalidException"),
    ({"EventDataStore": STORE}, "EventDataStoreNotFoundException"),
]


@pytest.mark.parametrize("parameters,expected", CONFIGURED)
@pytest.mark.parametrize("operation", ["PutEventConfiguration", "GetEventConfiguration"])
def test_event_configuration_of_what_is_not_there(world, operation, parameters, expected):
    assert world.code(operation, **parameters) == expected


def test_an_aggregation_of_events_that_are_not_logged(world, bucket):
    name = world.trail(S3BucketName=bucket)
    code = world.code("PutEventConfiguration", TrailName=name, AggregationConfigurations=AGGREGATION)
    assert code == "InvalidParameterException"


THROTTLED = [operation for operation in CHANGES if not operation.endswith("Tags")] + ["CreateTrail", "GetInsightSelectors"]


@pytest.mark.parametrize("operation", THROTTLED)
def test_quotas_of_requests(start_cairn, operation):
    """AWS's own: one change, ten reads a second for each account and region."""
    world = World(start_cairn(None, "--lenient", "--limit-request-rate"))
    world.call("CreateTrail", Name="audit", S3BucketName="box", TagsList=[])
    parameters = {**changes("audit", ""), "CreateTrail": {"Name": "other", "S3BucketName": "box"}}.get(operation)
    parameters = parameters or {"TrailName": "audit"}
    codes = [world.code(operation, **parameters) for _ in range(15)]
    assert codes[0] != "ThrottlingException" or operation == "CreateTrail"
    assert "ThrottlingException" in codes


# MARK: organizations

CONVERSIONS = [
    ({"allFeatures": False}, "OrganizationNotInAllFeaturesModeException"),
    ({"trustedAccess": False}, "CloudTrailAccessNotEnabledException"),
]


@pytest.mark.parametrize("settings,expected", CONVERSIONS)
def test_who_may_not_turn_a_trail_into_the_organizations(organization, settings, expected):
    world = organization(**settings)
    name = world.trail(S3BucketName=world.bucket(organization_id=ORGANIZATION["id"]))
    assert world.code("UpdateTrail", Name=name, IsOrganizationTrail=True) == expected


@pytest.mark.parametrize("operation", CHANGES)
def test_members_change_nothing_of_the_organizations(organization, operation):
    world = organization()
    arn = test_organizations.organization_trail(world)
    code = world.code(operation, account=MEMBERS[0], **changes(arn, arn)[operation])
    assert code == "NotOrganizationMasterAccountException"


@pytest.mark.parametrize("operation", CHANGES)
def test_an_administrator_changes_nothing_without_the_management_accounts_role(organization, operation):
    world = organization(serviceLinkedRole=False)
    world.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    arn = test_organizations.organization_trail(world)
    code = world.code(operation, account=MEMBERS[0], **changes(arn, arn)[operation])
    assert code == "NoManagementAccountSLRExistsException"


DEREGISTERING = [
    ({}, MANAGEMENT, "12", "InvalidParameterException"),
    ({}, STRANGER, MEMBERS[0], "OrganizationsNotInUseException"),
    ({"allFeatures": False}, MANAGEMENT, MEMBERS[0], "OrganizationNotInAllFeaturesModeException"),
    ({"trustedAccess": False}, MANAGEMENT, MEMBERS[0], "CloudTrailAccessNotEnabledException"),
]


@pytest.mark.parametrize("settings,account,admin,expected", DEREGISTERING)
def test_what_taking_delegation_away_needs(organization, settings, account, admin, expected):
    world = organization(**settings)
    code = world.code("DeregisterOrganizationDelegatedAdmin", account=account, DelegatedAdminAccountId=admin)
    assert code == expected


@pytest.fixture
def refusing():
    """An upstream that tells nobody of its organization."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b'{"__type":"AccessDeniedException","message":"no"}'
            self.send_response(400)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


REFUSED_DIRECTORY = {
    "CreateTrail": {"Name": "audit", "S3BucketName": "box", "IsOrganizationTrail": True},
    "RegisterOrganizationDelegatedAdmin": {"MemberAccountId": MEMBERS[0]},
    "DeregisterOrganizationDelegatedAdmin": {"DelegatedAdminAccountId": MEMBERS[0]},
}


@pytest.mark.parametrize("operation", REFUSED_DIRECTORY)
def test_an_organization_that_may_not_be_read(start_cairn, refusing, operation):
    code = World(start_cairn(refusing)).code(operation, **REFUSED_DIRECTORY[operation])
    assert code == "InsufficientDependencyServiceAccessPermissionException"


def test_a_trail_is_not_turned_into_that_of_an_organization_that_may_not_be_read(start_cairn, refusing):
    lenient = World(start_cairn(refusing, "--lenient"))
    lenient.call("CreateTrail", Name="audit", S3BucketName="box")
    lenient.cairn.stop()
    strict = World(start_cairn(refusing, data_dir=lenient.cairn.data_dir))
    code = strict.code("UpdateTrail", Name="audit", IsOrganizationTrail=True)
    assert code == "InsufficientDependencyServiceAccessPermissionException"


def test_the_organization_of_an_upstream(start_cairn, moto):
    """moto's Organizations API describes it; the trail of its management account is seen by its member."""
    world = World(start_cairn(moto.url))
    organizations = world.client("organizations", "us-east-1")
    identifier = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    member = organizations.create_account(Email="m@example.com", AccountName="m")["CreateAccountStatus"]["AccountId"]
    box = world.bucket(organization_id=identifier)
    settings = {"Name": "org", "S3BucketName": box, "IsOrganizationTrail": True}
    assert world.code("CreateTrail", **settings) == "CloudTrailAccessNotEnabledException"
    organizations.enable_aws_service_access(ServicePrincipal="cloudtrail.amazonaws.com")
    again = World(start_cairn(moto.url, data_dir=None))  # what was read of an organization holds for a minute
    assert again.code("CreateTrail", **settings) == "ok"
    assert again.call("GetTrail", account=member, Name=again.arn("org"))["Trail"]["IsOrganizationTrail"] is True
    assert again.code("StopLogging", account=member, Name=again.arn("org")) == "NotOrganizationMasterAccountException"


# MARK: nothing is left out

NO_STORES = "tells of event data stores, whose tests are in files of their own"
ONE_TRANSACTION = "a change is one transaction, which waits for the one before it"
NOTHING_TO_FORBID = "every reason to forbid the call has an exception of its own"
SUPPORTED = "the operation is supported everywhere"
READABLE = "who only reads needs no role in the management account"
NOT_ASKED = "the account's own trails are changed without asking the organization; others' lead to NotOrganizationMasterAccountException"

EXPLAINED: dict[str, dict[str, str] | str] = {
    "TrailNotProvidedException": "AWS documents it as no longer used",
    "KmsKeyDisabledException": "AWS documents it as no longer used",
    "CloudTrailInvalidClientTokenIdException": "tells of a suspended AWS account",
    "CloudWatchLogsDeliveryUnavailableException": "tells of AWS regions without CloudWatch Logs",
    "InsufficientIAMAccessPermissionException": "Cairn creates no service-linked role",
    "ConflictException": ONE_TRANSACTION,
    "OperationNotPermittedException": NOTHING_TO_FORBID,
    "UnsupportedOperationException": SUPPORTED,
    "InactiveEventDataStoreException": NO_STORES,
    "InvalidEventDataStoreCategoryException": NO_STORES,
    "InvalidEventDataStoreStatusException": NO_STORES,
    "ResourcePolicyNotValidException": NO_STORES,
    "ResourcePolicyNotFoundException": NO_STORES,
    "InvalidParameterException": {
        "CreateTrail": "every member has an exception of its own",
        "UpdateTrail": "every member has an exception of its own",
        "GetEventConfiguration": "a request without a trail or with both is InvalidParameterCombinationException",
    },
    "InvalidEventSelectorsException": {"UpdateTrail": "UpdateTrail takes no selectors"},
    "InsufficientDependencyServiceAccessPermissionException": {
        operation: NOT_ASKED
        for operation in ("DeleteTrail", "StartLogging", "StopLogging", "PutEventSelectors", "PutEventConfiguration")
    },
    "NoManagementAccountSLRExistsException": {
        operation: READABLE for operation in ("DescribeTrails", "GetEventSelectors", "GetInsightSelectors", "ListTags", "GetEventConfiguration")
    },
}


def shown() -> dict[str, set[str]]:
    """The errors that the tables lead to, by operation."""
    found: dict[str, set[str]] = collections.defaultdict(set)

    def add(operations, codes):
        for operation in [operations] if isinstance(operations, str) else operations:
            found[operation] |= set(codes)

    last = lambda rows: {row[-1] for row in rows}  # noqa: E731
    add("CreateTrail", last(test_trails.CREATE) | last(test_organizations.REFUSALS) | {"ThrottlingException"})
    add("CreateTrail", {"TrailAlreadyExistsException", "MaximumNumberOfTrailsExceededException"})
    add("CreateTrail", {"InsufficientS3BucketPolicyException", "NoManagementAccountSLRExistsException"})
    add("UpdateTrail", last(test_trails.UPDATE) | last(CONVERSIONS) | {"OperationNotPermittedException"})
    add("PutEventSelectors", last(test_trails.SELECTORS))
    add("PutInsightSelectors", last(test_trails.INSIGHTS) | last(INSIGHT_PARAMETERS) | last(DESTINATIONS))
    add("GetInsightSelectors", {"InsightNotEnabledException", "InvalidParameterException"})
    add("GetInsightSelectors", {"InvalidParameterCombinationException"})
    add("AddTags", last(test_trails.TAGS))
    add(["AddTags", "RemoveTags", "ListTags"], last(TAGGED))
    add(["RemoveTags"], {"InvalidTagParameterException"})
    add(["AddTags", "RemoveTags"], {"OperationNotPermittedException"})
    add(["ListTags", "ListPublicKeys"], {"InvalidTokenException"})
    add("ListPublicKeys", {"InvalidTimeRangeException"})
    add("DescribeTrails", {"InvalidTrailNameException", "CloudTrailARNInvalidException"})
    add(NAMING, last(WRONG_TRAILS) | {"InvalidHomeRegionException"})
    add(READING, last(WRONG_TRAILS))
    add(THROTTLED, {"ThrottlingException"})
    add(CHANGES, {"NotOrganizationMasterAccountException", "NoManagementAccountSLRExistsException"})
    add(["PutEventConfiguration", "GetEventConfiguration"], last(CONFIGURED))
    add("PutEventConfiguration", {"InvalidParameterException"})
    add(["PutResourcePolicy", "GetResourcePolicy", "DeleteResourcePolicy"], last(POLICIES))
    add([*REFUSED_DIRECTORY, "UpdateTrail"], {"InsufficientDependencyServiceAccessPermissionException"})
    add("DeregisterOrganizationDelegatedAdmin", last(DEREGISTERING))
    # test_organizations.test_delegated_administrators and test_what_delegation_needs, whose rows are assertions.
    add("RegisterOrganizationDelegatedAdmin", {f"{word}Exception" for word in (
        "AccountRegistered", "CannotDelegateManagementAccount", "AccountNotFound", "InvalidParameter",
        "NotOrganizationManagementAccount", "OrganizationsNotInUse", "DelegatedAdminAccountLimitExceeded",
        "OrganizationNotInAllFeaturesMode", "CloudTrailAccessNotEnabled",
    )})  # fmt: skip
    add("DeregisterOrganizationDelegatedAdmin", {f"{word}Exception" for word in (
        "AccountNotRegistered", "AccountNotFound", "NotOrganizationManagementAccount",
    )})  # fmt: skip
    return found


OPERATIONS = CHANGES + READING + [
    "CreateTrail", "DescribeTrails", "ListTrails", "ListTags", "ListPublicKeys", "PutResourcePolicy", "GetResourcePolicy",
    "DeleteResourcePolicy", "RegisterOrganizationDelegatedAdmin", "DeregisterOrganizationDelegatedAdmin",
]  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_declared_error_is_shown_or_explained(operation):
    model = botocore.session.get_session().get_service_model("cloudtrail").operation_model(operation)
    left = {error.name for error in model.error_shapes} - shown()[operation]
    unexplained = {
        code
        for code in left
        if not (why := EXPLAINED.get(code)) or (isinstance(why, dict) and operation not in why)
    }
    assert not unexplained


def test_there_are_all_operations():
    assert len(OPERATIONS) == len(set(OPERATIONS)) == 24
