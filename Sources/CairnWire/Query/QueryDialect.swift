/// How AWS Query and EC2 Query differ in naming members.
///
/// Source: Smithy, AWS Query protocol, EC2 Query protocol.
enum QueryDialect {
    case aws, ec2

    /// The name of a structure's member in a request.
    func name(of member: MemberModel) -> String {
        switch self {
        case .aws: return member.wireName
        case .ec2:
            if let queryName = member.queryName { return queryName }
            return member.locationName.map(Self.upperFirst) ?? member.name
        }
    }

    private static func upperFirst(_ name: String) -> String {
        guard let first = name.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else { return name }
        return String(UnicodeScalar(first - 0x20)) + name.dropFirst()
    }
}
