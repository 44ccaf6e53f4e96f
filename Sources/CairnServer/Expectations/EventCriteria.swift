public import CairnModel

/// What an event must look like to be the one that somebody waits for; every criterion that is set must hold.
public struct EventCriteria: Sendable, Hashable {
    /// The event's name; `*` at the end stands for any rest.
    public var eventName: String?
    /// `s3.amazonaws.com`, or `s3` for short.
    public var eventSource: String?
    /// The user name, the session name of an assumed role, or a part of the identity's ARN after a slash.
    public var user: String?
    /// A resource's name or ARN, wherever the record names it.
    public var resource: String?
    /// The error's code; `none` for calls that succeeded, `any` for calls that failed.
    public var errorCode: String?
    /// Values by their path in the record, such as `requestParameters.bucketName`; numbers and booleans as text.
    public var fields: [String: String]

    public init(
        eventName: String? = nil, eventSource: String? = nil, user: String? = nil, resource: String? = nil,
        errorCode: String? = nil, fields: [String: String] = [:]
    ) {
        self.eventName = eventName
        self.eventSource = eventSource
        self.user = user
        self.resource = resource
        self.errorCode = errorCode
        self.fields = fields
    }

    /// Tells whether a record fulfils every criterion.
    public func matches(_ record: JSON) -> Bool {
        matchesName(record) && matchesSource(record) && matchesUser(record) && matchesResource(record)
            && matchesError(record) && fields.allSatisfy { Self.text(at: $0.key, of: record) == $0.value }
    }

    private func matchesName(_ record: JSON) -> Bool {
        guard let eventName else { return true }
        guard let name = record["eventName"]?.stringValue else { return false }
        return eventName.hasSuffix("*") ? name.hasPrefix(eventName.dropLast()) : name == eventName
    }

    private func matchesSource(_ record: JSON) -> Bool {
        guard let eventSource else { return true }
        let wanted = eventSource.contains(".") ? eventSource : eventSource + ".amazonaws.com"
        return record["eventSource"]?.stringValue == wanted
    }

    private func matchesUser(_ record: JSON) -> Bool {
        guard let user else { return true }
        guard let identity = record["userIdentity"] else { return false }
        if identity["userName"]?.stringValue == user || identity["arn"]?.stringValue == user { return true }
        if identity["type"]?.stringValue == "Root" && user == "root" { return true }
        guard let arn = identity["arn"]?.stringValue else { return false }
        return arn.split(separator: "/").dropFirst().contains { $0 == user }
    }

    /// A resource may stand in `resources` or be named by any value of the parameters or the answer.
    private func matchesResource(_ record: JSON) -> Bool {
        guard let resource else { return true }
        return ["resources", "requestParameters", "responseElements"].contains { key in
            record[key].map { Self.names(resource, in: $0) } ?? false
        }
    }

    private static func names(_ resource: String, in value: JSON) -> Bool {
        switch value {
        case .string(let text):
            text == resource
                || (text.hasPrefix("arn:") && (text.hasSuffix(":\(resource)") || text.hasSuffix("/\(resource)")))
        case .array(let elements): elements.contains { names(resource, in: $0) }
        case .object(let object): object.members.contains { names(resource, in: $0.value) }
        default: false
        }
    }

    private func matchesError(_ record: JSON) -> Bool {
        guard let errorCode else { return true }
        let code = record["errorCode"]?.stringValue
        switch errorCode {
        case "none": return code == nil
        case "any": return code != nil
        default: return code == errorCode
        }
    }

    /// The value at a path of member names and array indexes, as text; `nil` where nothing stands.
    private static func text(at path: String, of record: JSON) -> String? {
        var value = record
        for step in path.split(separator: ".") {
            guard let next = value[String(step)] ?? Int(step).flatMap({ value[$0] }) else { return nil }
            value = next
        }
        return value.stringValue ?? value.description
    }
}

extension EventCriteria {
    /// Reads criteria from a request's JSON; a member that does not fit is named in the error.
    ///
    /// - Throws: ``InvalidCriteria``.
    public init(json: JSONObject) throws(InvalidCriteria) {
        self.init()
        for member in json.members {
            switch (member.key, member.value) {
            case ("eventName", .string(let text)): eventName = text
            case ("eventSource", .string(let text)): eventSource = text
            case ("user", .string(let text)): user = text
            case ("resource", .string(let text)): resource = text
            case ("errorCode", .string(let text)): errorCode = text
            case ("fields", .object(let object)):
                for field in object.members { fields[field.key] = field.value.stringValue ?? field.value.description }
            case ("count", _), ("within", _), ("since", _): continue
            default: throw InvalidCriteria(member: member.key)
            }
        }
    }

    public var json: JSONObject {
        var object = JSONObject()
        object["eventName"] = eventName.map(JSON.string)
        object["eventSource"] = eventSource.map(JSON.string)
        object["user"] = user.map(JSON.string)
        object["resource"] = resource.map(JSON.string)
        object["errorCode"] = errorCode.map(JSON.string)
        if !fields.isEmpty {
            object["fields"] = .object(
                JSONObject(fields.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
        }
        return object
    }
}

/// A member of a request for events that is unknown or of the wrong type.
public struct InvalidCriteria: Error, Sendable, Hashable, CustomStringConvertible {
    public let member: String

    public init(member: String) { self.member = member }

    public var description: String {
        "'\(member)' does not fit: eventName, eventSource, user, resource and errorCode are texts, fields is an object"
            + " of path and value, count is a number, within and since are durations such as 10s"
    }
}
