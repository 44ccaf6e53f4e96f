public import CairnModel

/// A folder with what CloudTrail does not record.
///
///     events/<eventID>.json         members of that event's call, by their names: {"SecretString": "…"}
///     s3/<bucket>/<key>             objects
///     lambda/<function>.zip         code; layers by their name
///     <service>/<name>              any other secret or blob, by the name or id in the call: secretsmanager/db, ssm/a/b
public struct FolderBodies: BodySource {
    private let folder: String
    private static let bytesMax = 64 << 20

    /// - Throws: ``ReplayError`` with `file` if there is no such folder.
    public init(folder: String) throws(ReplayError) {
        guard POSIXFile.isFolder(folder) else { throw ReplayError(.file, "\(folder) is no folder") }
        self.folder = folder
    }

    public func memberDocument(of event: RecordedEvent) -> JSON? {
        guard Self.isInside(event.id) else { return nil }
        return POSIXFile.content(of: "\(folder)/events/\(event.id).json", upTo: 1 << 20).flatMap {
            try? JSON(parsing: $0)
        }
    }

    public func content(of event: RecordedEvent, service: String, member: String) -> [UInt8]? {
        for name in Self.names(of: event, service: service) where Self.isInside(name) {
            let path = "\(folder)/\(service)/\(name)"
            if !POSIXFile.isFolder(path), let bytes = POSIXFile.content(of: path, upTo: Self.bytesMax) { return bytes }
        }
        return nil
    }

    private static func names(of event: RecordedEvent, service: String) -> [String] {
        let parameters = event.requestParameters
        let text = { (key: String) in parameters[key]?.stringValue }
        switch service {
        case "s3":
            guard let bucket = text("bucketName"), let key = text("key") else { return [] }
            return ["\(bucket)/\(key)"]
        case "lambda":
            return [text("functionName"), text("layerName")].compactMap { $0 }.map { last(of: $0) + ".zip" }
        default:
            let keys = ["name", "secretId", "userName", "dBInstanceIdentifier", "dBClusterIdentifier", "keyName"]
            return keys.compactMap(text).flatMap { [$0, last(of: $0)] }.map { String($0.drop { $0 == "/" }) }
        }
    }

    private static func last(of text: String) -> String {
        text.split(separator: ":").last.map(String.init) ?? text
    }

    /// Names come from logs: none may lead out of the folder.
    private static func isInside(_ name: String) -> Bool {
        !name.isEmpty && !name.utf8.contains(0)
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !$0.isEmpty && $0 != "." && $0 != ".."
            }
    }
}
