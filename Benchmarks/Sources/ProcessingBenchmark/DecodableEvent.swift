import Foundation

/// The peer: a record as `Codable` reads it, every field with a type.
struct DecodableLog: Decodable {
    var Records: [DecodableEvent]
}

struct DecodableEvent: Decodable {
    struct Identity: Decodable {
        struct Session: Decodable {
            struct Issuer: Decodable {
                var type, principalId, arn, accountId, userName: String?
            }

            struct Attributes: Decodable {
                var creationDate: Date?
                var mfaAuthenticated: String?
            }

            var sessionIssuer: Issuer?
            var webIdFederationData: AnyValue?
            var attributes: Attributes?
            var ec2RoleDelivery, sourceIdentity: String?
        }

        var type, principalId, arn, accountId, accessKeyId, userName, invokedBy, identityProvider: String?
        var credentialId: String?
        var sessionContext: Session?
        var onBehalfOf, inScopeOf: AnyValue?
    }

    struct Resource: Decodable {
        var accountId, type, ARN, ARNPrefix: String?
    }

    struct TLS: Decodable {
        var tlsVersion, cipherSuite, clientProvidedHostHeader, keyExchange: String?
    }

    var eventVersion: String?
    var userIdentity: Identity?
    var eventTime: Date?
    var eventSource, eventName, awsRegion, sourceIPAddress, userAgent, errorCode, errorMessage: String?
    var requestParameters, responseElements, additionalEventData: AnyValue?
    var requestID, eventID: String?
    var readOnly: Bool?
    var resources: [Resource]?
    var eventType, apiVersion: String?
    var managementEvent: Bool?
    var recipientAccountId: String?
    var serviceEventDetails: AnyValue?
    var sharedEventID, vpcEndpointId, vpcEndpointAccountId, eventCategory: String?
    var addendum: AnyValue?
    var sessionCredentialFromConsole: String?
    var edgeDeviceDetails: AnyValue?
    var tlsDetails: TLS?
    var eventContext, insightDetails: AnyValue?
}

/// Free JSON.
enum AnyValue: Decodable {
    case null, bool(Bool), number(Double), string(String), array([AnyValue]), object([String: AnyValue])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let object = try? value.decode([String: AnyValue].self) {
            self = .object(object)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else {
            self = .array(try value.decode([AnyValue].self))
        }
    }
}
