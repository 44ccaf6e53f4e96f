import CairnModel
import CairnSigning

/// Signs requests to Cairn as calls of CloudTrail: its API, and the administration.
enum RequestSigning {
    static func sign(
        _ headers: inout HeaderFields, method: String, target: String, endpoint: String, body: [UInt8], region: String,
        credentials: StaticCredentials
    ) throws {
        headers["Host"] = try host(of: endpoint)
        headers =
            SigV4.sign(
                method: method, target: target, headers: headers, payload: .bytes(body),
                credentials: SigningCredentials(
                    accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
                    sessionToken: credentials.sessionToken),
                region: region, service: "cloudtrail", at: SystemClock().now()
            ).headers
    }

    private static func host(of endpoint: String) throws -> String {
        guard let separator = endpoint.firstRange(of: "://") else {
            throw ClientError("'\(endpoint)' is not a URL such as http://127.0.0.1:4734")
        }
        return String(endpoint[separator.upperBound...].prefix { $0 != "/" })
    }
}
