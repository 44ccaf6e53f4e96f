import CairnModel

/// The resources that an event is about: events with one in common keep their order.
struct ResourceClaims: Sendable, Hashable {
    var exclusive: Set<String> = []
    /// Events that only share these need no order among themselves: objects of one bucket.
    var shared: Set<String> = []

    private static let textsMax = 64

    init(exclusive: Set<String> = [], shared: Set<String> = []) {
        self.exclusive = exclusive
        self.shared = shared
    }

    init(_ event: RecordedEvent) {
        Identifiers.forEachText(in: event.requestParameters, key: "") { add($1, key: $0) }
        Identifiers.forEachText(in: event.responseElements, key: "") { add($1, key: $0) }
        if event.service == "s3" { divideObject(event) }
        if exclusive.isEmpty && shared.isEmpty { exclusive = [event.service] }
    }

    private mutating func add(_ text: String, key: String) {
        guard exclusive.count < Self.textsMax, !text.isEmpty, text.utf8.count <= 2048, Self.names(key, text) else {
            return
        }
        exclusive.insert(Self.name(in: text))
    }

    /// Whether a text names a resource: it looks like an identifier, or its key says so.
    private static func names(_ key: String, _ text: String) -> Bool {
        if AccountID.isValid(text) || RegionName.isRegion(text) || RegionName.ofZone(text) != nil { return false }
        let key = key.lowercased()
        if key == "requestid" || key == "host" || key == "xmlns" || key.hasPrefix("x-amz") || key.hasSuffix("token") {
            return false
        }
        if Identifiers.isIdentifier(text), text.utf8.first != UInt8(ascii: "{"), text.utf8.count <= 512 { return true }
        return endings.contains { key.hasSuffix($0) } && !key.hasSuffix("typename")
    }

    private static let endings = ["name", "id", "identifier", "arn", "url", "alias", "names", "ids"]

    /// The last part of an ARN or a URL: the same resource stands under its name elsewhere.
    private static func name(in text: String) -> String {
        guard text.hasPrefix("arn:") || text.hasPrefix("https://") || text.hasPrefix("http://") else { return text }
        let last = text.split { $0 == ":" || $0 == "/" }.last
        return last.map(String.init) ?? text
    }

    /// Calls about an object exclude others about it, and share its bucket.
    private mutating func divideObject(_ event: RecordedEvent) {
        let parameters = event.requestParameters
        guard let bucket = parameters["bucketName"]?.stringValue, let key = parameters["key"]?.stringValue else {
            return
        }
        exclusive = ["\(bucket)/\(key)"]
        shared = [bucket]
    }
}
