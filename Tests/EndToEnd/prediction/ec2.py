"""EC2's two styles (mapping rules, section 5)."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from matching import ABSENT, EMPTY, AnyOf, Anything, Instant, Loose, optional

from .call import Call
from .members import as_datetime, lcfirst
from .redaction import NO_RULE, REMOVED, RESPONSE_REDACTIONS, redaction
from .xmljson import guess_scalar, local_name, text_of, xml_children, xml_text

EC2_NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/"
EC2_LEGACY = set(
    """AcceptVpcPeeringConnection AllocateAddress AssignPrivateIpAddresses AssociateAddress
    AssociateDhcpOptions AssociateRouteTable AttachClassicLinkVpc AttachInternetGateway AttachNetworkInterface
    AttachVolume AttachVpnGateway AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress BundleInstance
    CancelBundleTask CancelConversionTask CancelExportTask CancelReservedInstancesListing CancelSpotInstanceRequests
    ConfirmProductInstance CopyImage CopySnapshot CreateCustomerGateway CreateDhcpOptions CreateImage
    CreateInstanceExportTask CreateInternetGateway CreateKeyPair CreateNetworkAcl CreateNetworkAclEntry
    CreateNetworkInterface CreatePlacementGroup CreateReservedInstancesListing CreateRoute CreateRouteTable
    CreateSecurityGroup CreateSnapshot CreateSpotDatafeedSubscription CreateSubnet CreateTags CreateVolume CreateVpc
    CreateVpcPeeringConnection CreateVpnConnection CreateVpnConnectionRoute CreateVpnGateway DeleteCustomerGateway
    DeleteDhcpOptions DeleteInternetGateway DeleteKeyPair DeleteNetworkAcl DeleteNetworkAclEntry
    DeleteNetworkInterface DeletePlacementGroup DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSnapshot
    DeleteSpotDatafeedSubscription DeleteSubnet DeleteTags DeleteVolume DeleteVpc DeleteVpcPeeringConnection
    DeleteVpnConnection DeleteVpnConnectionRoute DeleteVpnGateway DeregisterImage DescribeAccountAttributes
    DescribeAddresses DescribeAvailabilityZones DescribeBundleTasks DescribeClassicLinkInstances
    DescribeConversionTasks DescribeCustomerGateways DescribeDhcpOptions DescribeExportTasks DescribeImageAttribute
    DescribeImages DescribeInstanceAttribute DescribeInstanceStatus DescribeInstances DescribeInternetGateways
    DescribeKeyPairs DescribeNetworkAcls DescribeNetworkInterfaceAttribute DescribeNetworkInterfaces
    DescribePlacementGroups DescribeRegions DescribeReservedInstances DescribeReservedInstancesListings
    DescribeReservedInstancesModifications DescribeReservedInstancesOfferings DescribeRouteTables
    DescribeSecurityGroups DescribeSnapshotAttribute DescribeSnapshots DescribeSpotDatafeedSubscription
    DescribeSpotInstanceRequests DescribeSpotPriceHistory DescribeSubnets DescribeTags DescribeVolumeAttribute
    DescribeVolumeStatus DescribeVolumes DescribeVpcAttribute DescribeVpcClassicLink DescribeVpcPeeringConnections
    DescribeVpcs DescribeVpnConnections DescribeVpnGateways DetachClassicLinkVpc DetachInternetGateway
    DetachNetworkInterface DetachVolume DetachVpnGateway DisableVgwRoutePropagation DisableVpcClassicLink
    DisassociateAddress DisassociateRouteTable EnableVgwRoutePropagation EnableVolumeIO EnableVpcClassicLink
    GetConsoleOutput GetPasswordData ImportInstance ImportKeyPair ImportVolume ModifyImageAttribute
    ModifyInstanceAttribute ModifyNetworkInterfaceAttribute ModifyReservedInstances ModifySnapshotAttribute
    ModifySubnetAttribute ModifyVolumeAttribute ModifyVpcAttribute MonitorInstances PurchaseReservedInstancesOffering
    RebootInstances RegisterImage RejectVpcPeeringConnection ReleaseAddress ReplaceNetworkAclAssociation
    ReplaceNetworkAclEntry ReplaceRoute ReplaceRouteTableAssociation ReportInstanceStatus RequestSpotInstances
    ResetImageAttribute ResetInstanceAttribute ResetNetworkInterfaceAttribute ResetSnapshotAttribute
    RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances StartInstances StopInstances TerminateInstances
    UnassignPrivateIpAddresses UnmonitorInstances""".split()
)
# (operation, member) -> (key, key of a scalar item)
EC2_KEYS: dict[tuple[str, str], tuple[str, str]] = {
    **{
        (operation, "InstanceIds"): ("instancesSet", "instanceId")
        for operation in (
            "DescribeInstances", "DescribeInstanceStatus", "DescribeClassicLinkInstances", "StartInstances",
            "StopInstances", "TerminateInstances",
        )
    },
    ("DescribeImages", "ImageIds"): ("imagesSet", "imageId"),
    ("DescribeImages", "Owners"): ("ownersSet", "owner"),
    ("DescribeImages", "ExecutableUsers"): ("executableBySet", "user"),
    ("DescribeSnapshots", "SnapshotIds"): ("snapshotSet", "snapshotId"),
    ("DescribeSnapshots", "OwnerIds"): ("ownersSet", "owner"),
    ("DescribeSnapshots", "RestorableByUserIds"): ("sharedUsersSet", "user"),
    ("DescribeVolumes", "VolumeIds"): ("volumeSet", "volumeId"),
    ("DescribeVolumeStatus", "VolumeIds"): ("volumeSet", "volumeId"),
    ("DescribeVpcs", "VpcIds"): ("vpcSet", "vpcId"),
    ("DescribeSubnets", "SubnetIds"): ("subnetSet", "subnetId"),
    ("DescribeSecurityGroups", "GroupNames"): ("securityGroupSet", "groupName"),
    ("DescribeSecurityGroups", "GroupIds"): ("securityGroupIdSet", "groupId"),
    ("DescribeAddresses", "PublicIps"): ("publicIpsSet", "publicIp"),
    ("DescribeAddresses", "AllocationIds"): ("allocationIdsSet", "allocationId"),
    ("DescribeKeyPairs", "KeyNames"): ("keySet", "keyName"),
    ("DescribeKeyPairs", "KeyPairIds"): ("keyPairIdSet", "keyPairId"),
    ("DescribeAvailabilityZones", "ZoneNames"): ("availabilityZoneSet", "zoneName"),
    ("DescribeAvailabilityZones", "ZoneIds"): ("availabilityZoneIdSet", "zoneId"),
    ("DescribeRegions", "RegionNames"): ("regionSet", "regionName"),
    ("DescribeInternetGateways", "InternetGatewayIds"): ("internetGatewayIdSet", "internetGatewayId"),
    ("DescribeRouteTables", "RouteTableIds"): ("routeTableIdSet", "routeTableId"),
    ("DescribeNetworkInterfaces", "NetworkInterfaceIds"): ("networkInterfaceIdSet", "networkInterfaceId"),
    ("CreateTags", "Resources"): ("resourcesSet", "resourceId"),
    ("CreateTags", "Tags"): ("tagSet", ""),
    ("DeleteTags", "Resources"): ("resourcesSet", "resourceId"),
    ("DeleteTags", "Tags"): ("tagSet", ""),
    ("CreateNetworkInterface", "Groups"): ("groupSet", "groupId"),
    ("CreateNetworkInterface", "PrivateIpAddresses"): ("privateIpAddressesSet", ""),
    ("RunInstances", "SecurityGroupIds"): ("groupSet", "groupId"),
    ("RunInstances", "BlockDeviceMappings"): ("blockDeviceMapping", ""),
    ("RunInstances", "NetworkInterfaces"): ("networkInterfaceSet", ""),
    ("CreateVolume", "AvailabilityZone"): ("zone", ""),
    ("CreateSecurityGroup", "Description"): ("groupDescription", ""),
    ("CreateNetworkAclEntry", "Protocol"): ("aclProtocol", ""),
}
EC2_DESCRIBE_SETS = {
    "DescribeInstances": ("instancesSet",),
    "DescribeInstanceStatus": ("instancesSet",),
    "DescribeImages": ("imagesSet", "ownersSet", "executableBySet"),
    "DescribeSnapshots": ("snapshotSet", "ownersSet", "sharedUsersSet"),
    "DescribeVolumes": ("volumeSet",),
    "DescribeVpcs": ("vpcSet",),
    "DescribeSubnets": ("subnetSet",),
    "DescribeSecurityGroups": ("securityGroupSet", "securityGroupIdSet"),
    "DescribeAddresses": ("publicIpsSet", "allocationIdsSet"),
    "DescribeKeyPairs": ("keySet", "keyPairIdSet"),
    "DescribeAvailabilityZones": ("availabilityZoneSet", "availabilityZoneIdSet"),
    "DescribeInternetGateways": ("internetGatewayIdSet",),
    "DescribeRegions": ("regionSet",),
    "DescribeRouteTables": ("routeTableIdSet",),
    "DescribeNetworkInterfaces": ("networkInterfaceIdSet",),
}
EC2_DEFAULTS: dict[str, dict] = {
    "RunInstances": {
        "blockDeviceMapping": {}, "monitoring": {"enabled": False}, "disableApiTermination": False,
        "disableApiStop": False, "ebsOptimized": False,
    },
    "DeleteVolume": {"reportVolumeFailure": False},
    "DeleteSnapshot": {"force": False},
    "StopInstances": {"force": False},
    "AttachVolume": {"deleteOnTermination": False},
    "CreateVpc": {"amazonProvidedIpv6CidrBlock": False, "instanceTenancy": "default"},
    "CreateNetworkInterface": {"groupSet": {}, "privateIpAddressesSet": {}},
    "DescribeInstanceStatus": {"includeAllInstances": False},
    "AuthorizeSecurityGroupIngress": {"ipPermissions": {}},
    "AuthorizeSecurityGroupEgress": {"ipPermissions": {}},
    "RevokeSecurityGroupIngress": {"ipPermissions": {}},
    "RevokeSecurityGroupEgress": {"ipPermissions": {}},
}


def ec2_request_parameters(call: Call) -> Any:
    if call.operation not in EC2_LEGACY:
        name = call.operation + "Request"
        if call.operation == "DeleteTransitGatewayVpcAttachment":
            name = "DelTGwVpcAttachReq"
        body = ec2_wrapper_value(call.params, call.operation_model.input_shape)
        return {name: body if body else ""}
    return ec2_legacy_parameters(call)


def ec2_legacy_parameters(call: Call) -> dict:
    shape = call.operation_model.input_shape
    expected: dict = dict(EC2_DEFAULTS.get(call.operation, {}))
    if call.operation.startswith("Describe"):
        for key in EC2_DESCRIBE_SETS.get(call.operation, ()):
            expected[key] = {}
        if "Filters" in (shape.members if shape else {}):
            expected["filterSet"] = AnyOf({}, ABSENT) if call.operation == "DescribeRegions" else {}
    for name, value in call.params.items():
        key, item = EC2_KEYS.get((call.operation, name), (None, None))
        member = shape.members[name]
        if call.operation == "RunInstances" and name in ("ImageId", "MinCount", "MaxCount", "KeyName"):
            items = expected.setdefault("instancesSet", {"items": [{}]})
            items["items"][0][lcfirst(name)] = ec2_legacy_value(call, value, member)
        elif call.operation == "RunInstances" and name == "Placement":
            for inner, each in value.items():
                expected[lcfirst(inner)] = each
        elif call.operation == "CreateVolume" and name == "Size":
            expected["size"] = str(value)
        elif name == "UserData":
            expected["userData"] = REMOVED
        elif name == "IpPermissions":
            expected["ipPermissions"] = {"items": [ec2_permission(each) for each in value]}
        elif name == "TagSpecifications":
            expected["tagSpecificationSet"] = {"items": [ec2_tag_specification(each) for each in value]}
        elif name == "Filters":
            expected["filterSet"] = {"items": [ec2_filter(each) for each in value]}
        elif member.type_name == "list":
            location = lcfirst(member.serialization.get("name", name))
            expected[key or location + "Set"] = ec2_legacy_list(call, value, member, item or location)
        else:
            expected[key or lcfirst(name)] = ec2_legacy_value(call, value, member)
    return expected


def ec2_filter(value: dict) -> dict:
    return {"name": value["Name"], "valueSet": {"items": [{"value": each} for each in value["Values"]]}}


def ec2_tag_specification(value: dict) -> dict:
    tags = [{"key": tag["Key"], "value": tag["Value"]} for tag in value["Tags"]]
    return {"resourceType": value["ResourceType"], "tags": tags}


def ec2_permission(value: dict) -> dict:
    rendered: dict = {}
    for name in ("IpProtocol", "FromPort", "ToPort"):
        if name in value:
            rendered[lcfirst(name)] = value[name]
    lists = {"UserIdGroupPairs": "groups", "IpRanges": "ipRanges", "Ipv6Ranges": "ipv6Ranges",
             "PrefixListIds": "prefixListIds"}
    for name, key in lists.items():
        items = [{lcfirst(inner): each for inner, each in entry.items()} for entry in value.get(name, [])]
        rendered[key] = {"items": items} if items else {}
    return rendered


def ec2_legacy_list(call: Call, value: list, shape: Any, item: str) -> dict:
    if not value:
        return {}
    if shape.member.type_name == "structure":
        return {"items": [ec2_legacy_value(call, each, shape.member) for each in value]}
    return {"items": [{item: ec2_legacy_value(call, each, shape.member)} for each in value]}


def ec2_legacy_value(call: Call, value: Any, shape: Any) -> Any:
    if shape.type_name == "structure":
        return {lcfirst(name): ec2_legacy_value(call, each, shape.members[name]) for name, each in value.items()}
    if shape.type_name == "list":
        location = lcfirst(shape.serialization.get("name", shape.name))
        return ec2_legacy_list(call, value, shape, location)
    if shape.type_name in ("integer", "long"):
        return AnyOf(value, str(value))
    if shape.type_name == "timestamp":
        return Instant(value)
    return value


def ec2_wrapper_value(value: dict, shape: Any) -> dict:
    rendered: dict = {}
    for name, each in value.items():
        member = shape.members[name]
        rendered[ec2_wire_name(name, member)] = ec2_wrapper_member(each, member)
    return rendered


def ec2_wire_name(name: str, member: Any) -> str:
    query_name = member.serialization.get("queryName")
    if query_name:
        return query_name
    location = member.serialization.get("name", name)
    return location[:1].upper() + location[1:]


def ec2_wrapper_member(value: Any, shape: Any) -> Any:
    if shape.type_name == "structure":
        return ec2_wrapper_value(value, shape) or ""
    if shape.type_name == "list":
        items = []
        for index, each in enumerate(value, start=1):
            if shape.member.type_name == "structure":
                items.append({"tag": index, **ec2_wrapper_value(each, shape.member)})
            else:
                items.append({"tag": index, "content": guess_scalar(text_of(each))})
        return items[0] if len(items) == 1 else items
    if shape.type_name == "timestamp":
        return Instant(value)
    return guess_scalar(text_of(value))


def ec2_response_elements(call: Call) -> Any:
    if call.response_body is None:
        return Anything("the raw answer was not seen")
    root = ElementTree.fromstring(call.response_body)
    if call.operation not in EC2_LEGACY:
        namespace = root.tag[1:].partition("}")[0] if root.tag.startswith("{") else EC2_NAMESPACE
        body = xml_children(root)
        body["xmlns"] = AnyOf(namespace, EC2_NAMESPACE)
        return {call.operation + "Response": Loose(body)}
    shape = call.operation_model.output_shape
    if shape is None or not shape.members:
        return {"requestId": request_id(call, root), "_return": True}
    expected = ec2_response_value(call, root, shape)
    expected["requestId"] = request_id(call, root)
    if call.operation == "CreateVolume" and "availabilityZone" in expected:
        expected["zone"] = expected.pop("availabilityZone")
    if "_return" not in expected:
        expected["_return"] = optional(True)
    return Loose(expected)


def request_id(call: Call, root: Any) -> Any:
    in_body = xml_text(root, "requestId")
    return AnyOf(in_body, *call.request_ids) if call.request_ids else in_body


def ec2_response_value(call: Call, element: Any, shape: Any) -> Any:
    if shape.type_name == "structure":
        children = {local_name(child): child for child in element}
        rendered: dict = {}
        for name, member in shape.members.items():
            wire = member.serialization.get("name", name)
            if wire not in children:
                continue
            rule = redaction(RESPONSE_REDACTIONS, call, name, False)
            key = "_return" if wire == "return" else wire
            rendered[key] = rule if rule is not NO_RULE else ec2_response_value(call, children[wire], member)
        return rendered
    if shape.type_name == "list":
        items = list(element)
        if not items:
            return {}
        if shape.member.type_name != "structure":
            return Anything("scalar lists in answers have no documented form")
        rendered_items = [ec2_response_value(call, each, shape.member) for each in items]
        # Observed with `items`, and with `item` for privateIpAddressesSet.
        return AnyOf({"items": rendered_items}, {"item": rendered_items})
    text = (element.text or "").strip()
    if not text:
        return EMPTY
    if shape.type_name == "boolean":
        return text == "true"
    if shape.type_name in ("integer", "long"):
        return AnyOf(int(text), text)
    if shape.type_name == "timestamp":
        return Instant(as_datetime(text))
    return text
