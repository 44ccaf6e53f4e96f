import CairnModel

/// The spelling of member names in records.
enum RecordKey {
    /// Returns the name with its first character lower-cased and nothing else touched: `DBInstanceIdentifier` becomes
    /// `dBInstanceIdentifier`, acronyms are not treated specially.
    static func lowercasingFirst(_ name: String) -> String {
        guard let first = name.utf8.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") else { return name }
        return replacingFirst(of: name, with: first | 0x20)
    }

    /// Returns the name with its first character upper-cased, as EC2 writes the names of its query parameters.
    static func uppercasingFirst(_ name: String) -> String {
        guard let first = name.utf8.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else { return name }
        return replacingFirst(of: name, with: first & 0xDF)
    }

    private static func replacingFirst(of name: String, with byte: UInt8) -> String {
        let text = name.utf8.withContiguousStorageIfAvailable { bytes in
            String(unsafeUninitializedCapacity: bytes.count) { buffer in
                let count = buffer.update(fromContentsOf: bytes)
                buffer[0] = byte
                return count
            }
        }
        return text ?? String(decoding: CollectionOfOne(byte), as: UTF8.self) + name.dropFirst()
    }

    /// Returns the name in lower case without anything but letters and digits, for tolerant look-ups only.
    static func folded(_ name: String) -> String { String(decoding: foldedBytes(name), as: UTF8.self) }

    static func foldedBytes(_ name: String) -> [UInt8] { withFoldedBytes(of: name) { Array($0) } }

    /// Calls `body` with the folded name, which lives no longer than the call.
    static func withFoldedBytes<Result>(of name: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.utf8.count) { buffer in
            var count = 0
            for byte in name.utf8 {
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): buffer[count] = byte | 0x20
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): buffer[count] = byte
                default: continue
                }
                count += 1
            }
            return body(UnsafeBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Services whose records keep the model's PascalCase, by model id.
    static let pascalCaseServices: Set<String> = [
        "account", "ce", "devops-guru", "internetmonitor", "resource-explorer-2", "securityhub", "synthetics",
    ]

    /// Members whose key in records is not the rule's: by service, the operations (empty: all) and both names.
    struct Exception: Sendable {
        var operations: Set<String>
        var member: String
        var key: String
    }

    static let exceptions: [String: [Exception]] = [
        // The path label of the cluster's name, as the access entry calls were written.
        "eks": [
            Exception(
                operations: [
                    "AssociateAccessPolicy", "CreateAccessEntry", "DeleteAccessEntry", "DescribeAccessEntry",
                    "DisassociateAccessPolicy", "ListAccessEntries", "ListAssociatedAccessPolicies",
                    "UpdateAccessEntry",
                ], member: "clusterName", key: "name")
        ],
        // What the items were is left out; the lists of them share one name.
        "dynamodb": [
            Exception(operations: ["BatchExecuteStatement"], member: "Statements", key: "requestItems"),
            Exception(operations: ["ExecuteTransaction"], member: "TransactStatements", key: "requestItems"),
            Exception(
                operations: ["TransactGetItems", "TransactWriteItems"], member: "TransactItems", key: "requestItems"),
        ],
        "kms": [
            Exception(
                operations: ["CreateCustomKeyStore", "UpdateCustomKeyStore"], member: "CloudHsmClusterId",
                key: "clusterId")
        ],
        // The calls named here answer with `arn`, all others with the rule's `aRN`.
        "secretsmanager": [
            Exception(
                operations: ["CreateSecret", "PutSecretValue", "UpdateSecret"], member: "ARN",
                key: "arn")
        ],
    ]

    /// Returns the key that a top-level member has in records where the rule does not say it.
    static func exceptionalKey(service: String, operation: String, member: String) -> String? {
        guard let exceptions = exceptions[service] else { return nil }
        return exceptions.first {
            $0.member == member && ($0.operations.isEmpty || $0.operations.contains(operation))
        }?.key
    }

    /// Returns the member that a key of a record means where the rule does not say it.
    static func exceptionalMember(service: String, operation: String, key: String) -> String? {
        guard let exceptions = exceptions[service] else { return nil }
        return exceptions.first {
            $0.key == key && ($0.operations.isEmpty || $0.operations.contains(operation))
        }?.member
    }
}

extension RecordKey {
    /// Keys that only older records have, or only some, by service: the member each of them means.
    static let readAliases: [String: [String: String]] = [
        "ec2-instance-connect": ["SSHKey": "SSHPublicKey", "osUser": "InstanceOSUser"],
        "rds": ["finalDBClusterSnapshotIdentifier": "FinalDBSnapshotIdentifier"],
    ]

    /// Keys of objects that stand around one scalar.
    static let readWrappers: Set<String> = ["publicKey", "value", "Value"]

    /// What records hold beside what the caller sent, by service and operation.
    static let defaults: [String: [String: [(key: String, value: JSON)]]] = [
        "ec2-instance-connect": ["SendSerialConsoleSSHPublicKey": [("monitorMode", false)]],
        "ssm": ["SendCommand": [("interactive", false)]],
    ]
}
