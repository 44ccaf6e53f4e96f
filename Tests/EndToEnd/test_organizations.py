"""Organization trails and delegated administrators, with an organization from the configuration file."""

from __future__ import annotations

import json

import pytest

from trails import HOME, World, unique

MANAGEMENT = "111122223333"
MEMBERS = ["222233334444", "333344445555", "444455556666", "555566667777"]
ORGANIZATION = {"id": "o-abc123defg", "managementAccount": MANAGEMENT, "accounts": MEMBERS}


@pytest.fixture
def organization(start_cairn, tmp_path):
    """A function that starts a Cairn whose organization has these settings."""

    def start(**settings) -> World:
        file = tmp_path / f"{unique('config')}.json"
        file.write_text(json.dumps({"organization": {**ORGANIZATION, **settings}}))
        return World(start_cairn(None, "--config", str(file), account=MANAGEMENT), MANAGEMENT)

    return start


def organization_trail(world: World, account: str | None = None, **settings) -> str:
    box = world.bucket(organization_id=ORGANIZATION["id"])
    world.call("CreateTrail", account=account, Name="org", S3BucketName=box, IsOrganizationTrail=True, **settings)
    return world.arn("org")


def test_an_organization_trail_is_seen_by_members_and_changed_by_none(organization):
    world = organization()
    arn = organization_trail(world, IsMultiRegionTrail=True)
    member = MEMBERS[0]
    seen = world.call("GetTrail", account=member, Name=arn)["Trail"]
    assert seen["TrailARN"] == arn and seen["IsOrganizationTrail"] is True
    assert [t["TrailARN"] for t in world.call("DescribeTrails", account=member)["trailList"]] == [arn]
    assert [t["TrailARN"] for t in world.call("ListTrails", account=member)["Trails"]] == [arn]
    refusals = {"NotOrganizationMasterAccountException", "InsufficientDependencyServiceAccessPermissionException"}
    for operation in ("StartLogging", "StopLogging", "DeleteTrail", "UpdateTrail"):
        assert world.code(operation, account=member, Name=arn) in refusals, operation
    code = world.code("PutEventSelectors", account=member, TrailName=arn, EventSelectors=[{}])
    assert code in refusals


def test_the_replica_in_a_member_account_is_a_shadow(organization):
    world = organization()
    arn = organization_trail(world)
    for account, expected in ((MANAGEMENT, [arn]), (MEMBERS[0], [])):
        answer = world.call("DescribeTrails", account=account, includeShadowTrails=False)
        assert [t["TrailARN"] for t in answer["trailList"]] == expected


def test_strangers_see_nothing(organization):
    world = organization()
    arn = organization_trail(world)
    assert world.code("GetTrail", account="999988887777", Name=arn) == "TrailNotFoundException"
    assert world.call("ListTrails", account="999988887777")["Trails"] == []


REFUSALS = [
    ("a stranger", {}, "999988887777", "OrganizationsNotInUseException"),
    ("a member", {}, MEMBERS[0], "NotOrganizationMasterAccountException"),
    ("consolidated billing", {"allFeatures": False}, MANAGEMENT, "OrganizationNotInAllFeaturesModeException"),
    ("no trusted access", {"trustedAccess": False}, MANAGEMENT, "CloudTrailAccessNotEnabledException"),
]


@pytest.mark.parametrize("what,settings,account,expected", REFUSALS, ids=[row[0] for row in REFUSALS])
def test_who_may_not_create_an_organization_trail(organization, what, settings, account, expected):
    world = organization(**settings)
    box = world.bucket(organization_id=ORGANIZATION["id"])
    code = world.code("CreateTrail", account=account, Name="org", S3BucketName=box, IsOrganizationTrail=True)
    assert code == expected


def test_the_bucket_must_let_the_whole_organization_in(organization):
    world = organization()
    code = world.code("CreateTrail", Name="org", S3BucketName=world.bucket(), IsOrganizationTrail=True)
    assert code == "InsufficientS3BucketPolicyException"


def test_delegated_administrators(organization):
    world = organization()

    def register(member, account=None):
        return world.code("RegisterOrganizationDelegatedAdmin", account=account, MemberAccountId=member)

    def deregister(member, account=None):
        return world.code("DeregisterOrganizationDelegatedAdmin", account=account, DelegatedAdminAccountId=member)

    assert register(MEMBERS[0]) == "ok"
    assert register(MEMBERS[0]) == "AccountRegisteredException"
    assert register(MANAGEMENT) == "CannotDelegateManagementAccountException"
    assert register("999988887777") == "AccountNotFoundException"
    assert register("12") == "InvalidParameterException"
    assert register(MEMBERS[1], account=MEMBERS[0]) == "NotOrganizationManagementAccountException"
    assert register(MEMBERS[1], account="999988887777") == "OrganizationsNotInUseException"
    assert register(MEMBERS[1]) == register(MEMBERS[2]) == "ok"
    assert register(MEMBERS[3]) == "DelegatedAdminAccountLimitExceededException"
    assert deregister(MEMBERS[3]) == "AccountNotRegisteredException"
    assert deregister("999988887777") == "AccountNotFoundException"
    assert deregister(MEMBERS[2], account=MEMBERS[2]) == "NotOrganizationManagementAccountException"
    assert deregister(MEMBERS[2]) == "ok"
    assert register(MEMBERS[3]) == "ok"


@pytest.mark.parametrize(
    "settings,expected",
    [
        ({"allFeatures": False}, "OrganizationNotInAllFeaturesModeException"),
        ({"trustedAccess": False}, "CloudTrailAccessNotEnabledException"),
    ],
)
def test_what_delegation_needs(organization, settings, expected):
    world = organization(**settings)
    assert world.code("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0]) == expected


def test_a_delegated_administrator_creates_the_management_accounts_trail(organization):
    world = organization()
    world.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    arn = organization_trail(world, account=MEMBERS[0])
    assert world.call("GetTrail", Name=arn)["Trail"]["TrailARN"] == arn
    assert world.code("StartLogging", account=MEMBERS[0], Name=arn) == "ok"


def test_without_the_management_accounts_role_an_administrator_can_do_nothing(organization):
    world = organization(serviceLinkedRole=False)
    world.code("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    box = world.bucket(organization_id=ORGANIZATION["id"])
    code = world.code("CreateTrail", account=MEMBERS[0], Name="org", S3BucketName=box, IsOrganizationTrail=True)
    assert code == "NoManagementAccountSLRExistsException"


def test_only_the_management_account_converts(organization):
    world = organization()
    world.call("RegisterOrganizationDelegatedAdmin", MemberAccountId=MEMBERS[0])
    arn = organization_trail(world)
    code = world.code("UpdateTrail", account=MEMBERS[0], Name=arn, IsOrganizationTrail=False)
    assert code == "NotOrganizationMasterAccountException"
    assert world.call("UpdateTrail", Name=arn, IsOrganizationTrail=False)["IsOrganizationTrail"] is False
    assert world.code("GetTrail", account=MEMBERS[1], Name=arn) == "TrailNotFoundException"


def test_data_events_of_members_are_recorded_for_the_organizations_trail(organization):
    world = organization()
    arn = organization_trail(world)
    world.call("StartLogging", Name=arn)
    objects = [{"DataResources": [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3"]}]}]
    world.call("PutEventSelectors", TrailName=arn, EventSelectors=objects)
    for account in (MEMBERS[0], "999988887777"):
        s3 = world.client("s3", account=account)
        name = unique(f"box-of-{account}")
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": HOME})
        s3.put_object(Bucket=name, Key="k", Body=b"1")
    puts = [record for record in world.cairn.records() if record["eventName"] == "PutObject"]
    # The trail logs its own deliveries too: those are AWS's doing.
    puts = [record for record in puts if record["userIdentity"]["type"] != "AWSService"]
    assert [record["recipientAccountId"] for record in puts] == [MEMBERS[0]]
