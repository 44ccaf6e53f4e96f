import CairnModel
import CairnWire

/// The operation that makes a resource, found by the name of a member that refers to it.
struct ResourceMaker: Sendable {
    let operation: OperationModel
    /// The kind of resource, such as `Role`.
    let kind: String
    /// The member of the answer that holds the new identifier; `nil` where the name is the identifier.
    let identifierMember: String?
    private let inputMembers: [String]
    private let requiredMembers: [String]

    private static let suffixes = [
        "Names", "Name", "Identifiers", "Identifier", "Ids", "Id", "Arns", "Arn", "ARN", "Url",
    ]

    init?(_ reference: ResourceReference, service: ServiceModel) {
        if service.id == "ec2", let maker = Self.ec2(reference, service) {
            self = maker
            return
        }
        guard let kind = Self.kind(ofMember: reference.member, service: service.id) else { return nil }
        let names = ["Create" + kind, "Register" + kind, "Put" + kind]
        guard let operation = names.lazy.compactMap(service.operation(named:)).first else { return nil }
        self.operation = operation
        self.kind = kind
        let isName =
            reference.member.hasSuffix("Name") || reference.member.hasSuffix("Names")
            || reference.member.hasSuffix("Identifier")
        identifierMember = isName ? nil : reference.member
        (inputMembers, requiredMembers) = Self.memberNames(of: operation, service)
    }

    private init(operation: OperationModel, kind: String, identifierMember: String, service: ServiceModel) {
        self.operation = operation
        self.kind = kind
        self.identifierMember = identifierMember
        (inputMembers, requiredMembers) = Self.memberNames(of: operation, service)
    }

    private static func memberNames(
        of operation: OperationModel, _ service: ServiceModel
    ) -> (all: [String], required: [String]) {
        let members = operation.input.map { service.shape($0).members } ?? []
        return (members.map(\.name), members.filter { $0.traits.contains(.required) }.map(\.name))
    }

    private static func kind(ofMember member: String, service: String) -> String? {
        if let kind = kinds[service]?[member] { return kind }
        if member == "Bucket" { return "Bucket" }
        for suffix in suffixes where member.hasSuffix(suffix) && member.utf8.count > suffix.utf8.count {
            return String(member.dropLast(suffix.count))
        }
        return nil
    }

    /// Members whose name does not say what they name.
    private static let kinds: [String: [String: String]] = [
        "cloudtrail": ["Name": "Trail", "TrailName": "Trail"],
        "kms": ["TargetKeyId": "Key"],
        "lambda": ["Role": "Role"],
        "secretsmanager": ["SecretId": "Secret"],
        "sns": ["TopicArn": "Topic"],
        "ssm": ["Name": "Parameter"],
    ]

    // MARK: EC2

    /// EC2's identifiers say themselves what they are of.
    private static let ec2Makers: [String: (operation: String, member: String)] = [
        "acl": ("CreateNetworkAcl", "NetworkAclId"), "ami": ("RegisterImage", "ImageId"),
        "eipalloc": ("AllocateAddress", "AllocationId"), "eni": ("CreateNetworkInterface", "NetworkInterfaceId"),
        "i": ("RunInstances", "InstanceId"), "igw": ("CreateInternetGateway", "InternetGatewayId"),
        "nat": ("CreateNatGateway", "NatGatewayId"), "rtb": ("CreateRouteTable", "RouteTableId"),
        "rtbassoc": ("AssociateRouteTable", "AssociationId"), "sg": ("CreateSecurityGroup", "GroupId"),
        "snap": ("CreateSnapshot", "SnapshotId"), "subnet": ("CreateSubnet", "SubnetId"),
        "vgw": ("CreateVpnGateway", "VpnGatewayId"), "vol": ("CreateVolume", "VolumeId"),
        "vpc": ("CreateVpc", "VpcId"),
    ]

    private static func ec2(_ reference: ResourceReference, _ service: ServiceModel) -> ResourceMaker? {
        let prefix = String(reference.value.prefix { $0 != "-" })
        guard reference.value.contains("-"), let (name, member) = ec2Makers[prefix],
            let operation = service.operation(named: name)
        else { return nil }
        return ResourceMaker(operation: operation, kind: prefix, identifierMember: member, service: service)
    }

    static func ec2Prefix(ofMember member: String) -> String? { ec2Makers.first { $0.value.member == member }?.key }

    // MARK: Input and answer

    /// Members that a creation cannot do without.
    var neededMembers: [String] { requiredMembers + (Self.alsoNeeded[operation.name] ?? []) }

    /// Members that the model does not require, but the service does.
    private static let alsoNeeded = [
        "AssociateRouteTable": ["RouteTableId", "SubnetId"], "CreateNatGateway": ["SubnetId", "AllocationId"],
        "CreateSecurityGroup": ["VpcId"],
    ]

    /// The member of the input that takes the resource's name.
    func members(for reference: ResourceReference) -> [WireValue.Member] {
        var members = Self.fixed[operation.name] ?? []
        if operation.name == "CreateSubnet" { members.append(.init("CidrBlock", .string(subnetRange(reference)))) }
        let names = [reference.member, kind + "Name", "Name", kind + "Identifier", kind]
        if let name = names.first(where: inputMembers.contains) {
            members.append(WireValue.Member(name, .string(reference.shortName)))
        }
        return members
    }

    private static let fixed: [String: [WireValue.Member]] = [
        "CreateVpc": [.init("CidrBlock", .string("10.0.0.0/16"))],
        "CreateVolume": [.init("Size", .number(JSONNumber(1)))],
        "RunInstances": [
            .init("ImageId", .string("ami-12c6146b")), .init("MinCount", .number(JSONNumber(1))),
            .init("MaxCount", .number(JSONNumber(1))),
        ],
    ]

    /// A part of the range that made-up networks have, of its own for each subnet.
    private func subnetRange(_ reference: ResourceReference) -> String {
        var hash = StableHash()
        hash.add(reference.value.utf8)
        return "10.0.\(hash.value % 256).0/24"
    }

    /// The identifier of the new resource, wherever it stands in the answer.
    func identifier(in output: WireValue) -> String? {
        guard let identifierMember else { return nil }
        var names = [identifierMember]
        if identifierMember.hasSuffix("s") { names.append(String(identifierMember.dropLast())) }
        if identifierMember.lowercased().hasSuffix("arn") { names += ["Arn", "ARN"] }
        if identifierMember == "SecretId" { names += ["ARN"] }
        return names.lazy.compactMap { output.firstText(named: $0) }.first
    }
}
