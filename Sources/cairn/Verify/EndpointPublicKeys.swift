import ArgumentParser
import CairnIntegrity
import CairnModel
import CairnServer

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Public keys as a running Cairn, or AWS, lists them.
struct EndpointPublicKeys: DigestPublicKeySource {
    private let endpoint: String
    private let credentials: StaticCredentials

    /// Before CloudTrail signed anything.
    private static let earliest = 1_400_000_000

    init(endpointURL: String?) throws(ValidationError) {
        let environment = ProcessEnvironment.current
        let address = endpointURL ?? environment["AWS_ENDPOINT_URL"] ?? "http://127.0.0.1:4734"
        guard address.hasPrefix("http://") || address.hasPrefix("https://") else {
            throw ValidationError("--endpoint-url wants a URL such as http://127.0.0.1:4734; got '\(address)'")
        }
        endpoint = address.hasSuffix("/") ? String(address.dropLast()) : address
        credentials = StaticCredentials(environment: environment)
    }

    func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey] {
        let client = CairnAdminClient(endpoint: endpoint, region: region, credentials: credentials)
        let end = Int(SystemClock().now()) + 86_400
        let request: JSON = ["StartTime": .integer(Self.earliest), "EndTime": .integer(end)]
        do {
            return try DigestPublicKey.list(json: try await client.call("ListPublicKeys", request))
        } catch let error as IntegrityError {
            throw error
        } catch {
            throw IntegrityError(
                .unreadable, "the public keys of \(region) could not be had: \(error); --keys takes them from a file")
        }
    }
}

extension DigestPublicKey {
    /// Reads a file with the answer of ListPublicKeys.
    static func list(file: String) throws -> [DigestPublicKey] {
        let json: JSON
        do {
            json = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: file))))
        } catch let error as JSONError {
            throw ClientError("\(file) is not JSON: \(error)")
        } catch {
            throw ClientError("\(file) cannot be read (\(error))")
        }
        return try list(json: json)
    }
}
