import CairnModel

/// How EC2's older operations spell their members in records.
///
/// Scalars and structures follow the general rule. A list is `{"items": […]}` under its wire name with `Set` behind
/// it, or under a name of its own; its elements are objects, those of a scalar list with one key.
enum EC2LegacyKeys {
    enum ListForm: Sendable, Hashable {
        /// `{"items": […]}`, and `{}` for an empty list.
        case items
        /// The same with `item` for `items`.
        case item
        case array
    }

    struct Spelling: Sendable, Hashable {
        var key: String
        var form: ListForm = .items
        /// The key of the one member that stands for a scalar element.
        var elementKey: String
    }

    static func spelling(
        of member: MemberModel, in structure: ShapeModel, isTop: Bool, operation: String, service: ServiceModel
    ) -> Spelling {
        let wireName = member.queryName ?? member.locationName ?? member.name
        let shape = service.shape(member.shape)
        let element = shape.kind == .list ? shape.members.first : nil
        let elementName = element?.locationName ?? "item"
        var spelling = Spelling(
            key: RecordKey.lowercasingFirst(shape.kind == .list ? wireName : member.name),
            elementKey: RecordKey.lowercasingFirst(elementName == "item" ? wireName : elementName))
        if shape.kind == .list {
            if plainArrays[structure.name]?.contains(member.name) == true {
                spelling.form = .array
                spelling.key = RecordKey.lowercasingFirst(member.name)
            } else if !withoutSetAnywhere.contains(member.name)
                && withoutSet[structure.name]?.contains(member.name) != true
            {
                spelling.key += "Set"
            }
        }
        if isTop, let key = topLevel[operation]?.first(where: { $0.member == member.name })?.key {
            spelling.key = key
            if key == "vpcSet" && operation == "DescribeVpcClassicLink" { spelling.form = .item }
        } else if structure.name == "InstanceNetworkInterfaceSpecification" && member.name == "Groups" {
            spelling.key = "groupSet"
        }
        if spelling.key == "groupSet" {
            spelling.elementKey = member.name == "SecurityGroups" ? "groupName" : "groupId"
        }
        return spelling
    }

    /// Lists that keep the form of an array, by structure and member.
    private static let plainArrays: [String: Set<String>] = ["TagSpecification": ["Tags"]]

    /// Lists without `Set` behind their name, by structure and member.
    private static let withoutSet: [String: Set<String>] = [
        "CreateVolumePermissionModifications": ["Add", "Remove"],
        "IpPermission": ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"],
        "LaunchPermissionModifications": ["Add", "Remove"],
    ]

    private static let withoutSetAnywhere: Set<String> = ["BlockDeviceMappings", "IpPermissions"]

    struct Name: Sendable, Hashable {
        var member: String
        var key: String

        init(_ member: String, _ key: String) {
            self.member = member
            self.key = key
        }
    }

    private static let instances = [Name("InstanceIds", "instancesSet")]

    /// Members of the input whose key is not the rule's, by operation.
    static let topLevel: [String: [Name]] = [
        "CreateNetworkAclEntry": [Name("Protocol", "aclProtocol"), Name("IcmpTypeCode", "icmpTypeCode")],
        "CreateNetworkInterface": [
            Name("Groups", "groupSet"), Name("PrivateIpAddresses", "privateIpAddressesSet"),
        ],
        "CreateSecurityGroup": [Name("Description", "groupDescription")],
        "CreateTags": [Name("Resources", "resourcesSet"), Name("Tags", "tagSet")],
        "CreateVolume": [Name("AvailabilityZone", "zone")],
        "DeleteTags": [Name("Resources", "resourcesSet"), Name("Tags", "tagSet")],
        "DescribeAccountAttributes": [Name("AttributeNames", "accountAttributeNameSet")],
        "DescribeAddresses": [Name("PublicIps", "publicIpsSet"), Name("AllocationIds", "allocationIdsSet")],
        "DescribeAvailabilityZones": [
            Name("ZoneNames", "availabilityZoneSet"), Name("ZoneIds", "availabilityZoneIdSet"),
        ],
        "DescribeBundleTasks": [Name("BundleIds", "bundlesSet")],
        "DescribeClassicLinkInstances": instances,
        "DescribeCustomerGateways": [Name("CustomerGatewayIds", "customerGatewaySet")],
        "DescribeDhcpOptions": [Name("DhcpOptionsIds", "dhcpOptionsSet")],
        "DescribeImages": [
            Name("ImageIds", "imagesSet"), Name("Owners", "ownersSet"), Name("ExecutableUsers", "executableBySet"),
        ],
        "DescribeInstanceStatus": instances,
        "DescribeInstances": instances,
        "DescribeKeyPairs": [Name("KeyNames", "keySet"), Name("KeyPairIds", "keyPairIdSet")],
        "DescribePlacementGroups": [
            Name("GroupNames", "placementGroupSet"), Name("GroupIds", "placementGroupIdSet"),
        ],
        "DescribeRegions": [Name("RegionNames", "regionSet")],
        "DescribeSecurityGroups": [
            Name("GroupNames", "securityGroupSet"), Name("GroupIds", "securityGroupIdSet"),
        ],
        "DescribeSnapshots": [
            Name("SnapshotIds", "snapshotSet"), Name("OwnerIds", "ownersSet"),
            Name("RestorableByUserIds", "sharedUsersSet"),
        ],
        "DescribeSubnets": [Name("SubnetIds", "subnetSet")],
        "DescribeVolumeStatus": [Name("VolumeIds", "volumeSet")],
        "DescribeVolumes": [Name("VolumeIds", "volumeSet")],
        "DescribeVpcClassicLink": [Name("VpcIds", "vpcSet")],
        "DescribeVpcs": [Name("VpcIds", "vpcSet")],
        "DescribeVpnConnections": [Name("VpnConnectionIds", "vpnConnectionSet")],
        "DescribeVpnGateways": [Name("VpnGatewayIds", "vpnGatewaySet")],
        "ModifyImageAttribute": [Name("Attribute", "attributeType")],
        "ModifySnapshotAttribute": [Name("Attribute", "attributeType")],
        "MonitorInstances": instances,
        "RebootInstances": instances,
        "ReplaceNetworkAclEntry": [Name("Protocol", "aclProtocol"), Name("IcmpTypeCode", "icmpTypeCode")],
        "RunInstances": [
            Name("NetworkInterfaces", "networkInterfaceSet"), Name("SecurityGroupIds", "groupSet"),
            Name("SecurityGroups", "groupSet"),
        ],
        "StartInstances": instances,
        "StopInstances": instances,
        "TerminateInstances": instances,
        "UnmonitorInstances": instances,
    ]

    /// What a record adds although the caller did not send it; read back as nothing.
    static let defaults: [String: [(key: String, value: JSON)]] = [
        "AttachVolume": [("deleteOnTermination", false)],
        "AuthorizeSecurityGroupEgress": [("ipPermissions", [:])],
        "AuthorizeSecurityGroupIngress": [("ipPermissions", [:])],
        "CreateNetworkAclEntry": [("icmpTypeCode", [:]), ("portRange", [:])],
        "CreateNetworkInterface": [("groupSet", [:]), ("privateIpAddressesSet", [:])],
        "CreateVpc": [("instanceTenancy", "default"), ("amazonProvidedIpv6CidrBlock", false)],
        "DeleteSnapshot": [("force", false)],
        "DeleteVolume": [("reportVolumeFailure", false)],
        "DescribeAccountAttributes": [("filterSet", [:])],
        "DescribeInstanceStatus": [("includeAllInstances", false)],
        "ReplaceNetworkAclEntry": [("icmpTypeCode", [:]), ("portRange", [:])],
        "RevokeSecurityGroupEgress": [("ipPermissions", [:])],
        "RevokeSecurityGroupIngress": [("ipPermissions", [:])],
        "RunInstances": [
            ("blockDeviceMapping", [:]), ("monitoring", ["enabled": false]), ("disableApiTermination", false),
            ("disableApiStop", false), ("ebsOptimized", false),
        ],
        "StopInstances": [("force", false)],
    ]

    /// Lists of Describe calls whose key is missing when they are empty, unlike all others.
    static let silentWhenEmpty: [String: Set<String>] = ["DescribeRegions": ["Filters"]]

    /// RunInstances' members that stand in `instancesSet.items[0]`.
    static let launchMembers: Set<String> = ["ImageId", "MinCount", "MaxCount", "KeyName"]

    /// RunInstances' members of `Placement` that stand at the top.
    static let placementMembers: Set<String> = ["Tenancy", "AvailabilityZone"]

    /// Numbers that records hold as text, by operation and member, in requests and answers.
    static let textNumbers: [String: Set<String>] = ["CreateSnapshot": ["VolumeSize"], "CreateVolume": ["Size"]]

    /// Members that records never show.
    static let unrecorded: [String: Set<String>] = ["DescribeVpcAttribute": ["Attribute"]]

    /// How ModifySnapshotAttribute's attribute is written.
    static let snapshotAttributes = [
        Name("createVolumePermission", "CREATE_VOLUME_PERMISSION"), Name("productCodes", "PRODUCT_CODES"),
    ]
}
