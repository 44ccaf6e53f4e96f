import CairnAPI
public import CairnModel
import CairnSelectors

/// Channels of services, as the configuration file describes them:
///
///     {"service-linked-channels": [
///         {"service": "securitylake", "name": "audit", "account": "111122223333", "region": "us-east-1",
///          "applyToAllRegions": true, "advancedEventSelectors": […]}]}
///
/// On AWS the services themselves make them, by calls that are not open to anyone else. Of a member that is missing,
/// `name` is `default`, `account` and `region` are the server's, `applyToAllRegions` is false and the selectors ask for
/// management events.
///
/// Source: CloudTrail User Guide, "Viewing service-linked channels for CloudTrail by using the AWS CLI".
public enum ServiceLinkedChannels {
    /// A description that cannot be used; the message names the member and what is allowed.
    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        public let message: String

        public var description: String { message }
    }

    private static let members: Set<String> = [
        "service", "name", "account", "region", "applyToAllRegions", "advancedEventSelectors",
    ]

    /// Reads an array of descriptions.
    /// - Parameters:
    ///   - account: of those that name none.
    ///   - region: of those that name none.
    public static func channels(
        in json: JSON, account: String, region: String
    ) throws(Problem) -> [Channel] {
        guard let elements = json.arrayValue else { throw Problem(message: "There must be an array of channels.") }
        var channels: [Channel] = []
        for (index, element) in elements.enumerated() {
            let channel: Channel
            do throws(Problem) { channel = try self.channel(element, account, region) } catch {
                throw Problem(message: "[\(index)].\(error.message)")
            }
            guard !channels.contains(where: { $0.id == channel.id }) else {
                throw Problem(message: "[\(index)].name must differ from those of the same service: \(channel.name).")
            }
            channels.append(channel)
        }
        return channels
    }

    private static func channel(_ json: JSON, _ account: String, _ region: String) throws(Problem) -> Channel {
        guard let object = json.objectValue else { throw Problem(message: "service must be in an object.") }
        if let unknown = object.keys.first(where: { !members.contains($0) }) {
            throw Problem(
                message: "\(unknown) is not known; there are \(members.sorted().joined(separator: ", ")).")
        }
        let service = try word("service", object["service"], otherwise: nil)
        let suffix = try word("name", object["name"], otherwise: "default")
        let account = try self.account(object["account"], otherwise: account)
        let region = try word("region", object["region"], otherwise: region)
        let name = "aws-service-channel/\(service)/\(suffix)"
        guard name.utf8.count <= 128 else { throw Problem(message: "name makes \(name), of more than 128 letters.") }
        var channel = Channel(
            id: DerivedEventID.text(of: ["service-linked-channel", account, region, name]), name: name,
            account: account, region: region, source: "CloudTrail", storeIDs: [], createdTime: 0)
        channel.serviceLink = Channel.ServiceLink(
            service: service, appliesToAllRegions: try flag(object["applyToAllRegions"]),
            selectors: try selectors(object["advancedEventSelectors"]))
        return channel
    }

    private static func word(_ name: String, _ json: JSON?, otherwise: String?) throws(Problem) -> String {
        if json == nil, let otherwise { return otherwise }
        let isAllowed: (UInt8) -> Bool = { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "._-".utf8.contains(byte)
        }
        guard let text = json?.stringValue, (1...100).contains(text.utf8.count), text.utf8.allSatisfy(isAllowed) else {
            throw Problem(message: "\(name) must be 1 to 100 letters, digits, dots, dashes or underscores.")
        }
        return text
    }

    private static func account(_ json: JSON?, otherwise: String) throws(Problem) -> String {
        guard let json else { return otherwise }
        guard let text = json.stringValue, text.utf8.count == 12,
            text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw Problem(message: "account must be a string of twelve digits.") }
        return text
    }

    private static func flag(_ json: JSON?) throws(Problem) -> Bool {
        guard let json else { return false }
        guard let flag = json.boolValue else { throw Problem(message: "applyToAllRegions must be true or false.") }
        return flag
    }

    private static func selectors(_ json: JSON?) throws(Problem) -> [AdvancedEventSelector] {
        guard let json else {
            return [
                AdvancedEventSelector(
                    name: "Management events",
                    fieldSelectors: [AdvancedFieldSelector(field: "eventCategory", equals: ["Management"])])
            ]
        }
        do {
            if let selectors = try EventSelectors(json: json).advancedSelectors { return selectors }
        } catch {
            throw Problem(message: "advancedEventSelectors must be a list of them: \(error).")
        }
        throw Problem(message: "advancedEventSelectors must be a list of advanced event selectors.")
    }
}
