public import CairnAWSClient
public import CairnIntegrity
import CairnModel
import CairnWire

/// The public keys of digests, as CloudTrail lists them: AWS's, or a Cairn's.
///
/// Source: CloudTrail API Reference, ListPublicKeys.
public struct ListedPublicKeys: DigestPublicKeySource {
    private let client: AWSClient
    private let clock: any WallClock

    /// Before CloudTrail signed anything.
    private static let earliest = 1_400_000_000.0
    private static let pagesMax = 10_000

    public init(client: AWSClient) { self.init(client: client, clock: SystemClock()) }

    init(client: AWSClient, clock: any WallClock) {
        self.client = client
        self.clock = clock
    }

    /// - Throws: `IntegrityError` with `unreadable` if the keys cannot be had, with `invalidKey` if they are none.
    public func publicKeys(in region: String) async throws(IntegrityError) -> [DigestPublicKey] {
        var keys: [DigestPublicKey] = []
        var token: WireValue?
        for _ in 0..<Self.pagesMax {
            let page = try await page(after: token, in: region)
            guard case .list(let list)? = page["PublicKeyList"] else { return keys }
            for key in list { keys.append(try Self.key(key)) }
            token = page["NextToken"]
            if token == nil { return keys }
        }
        throw IntegrityError(.unreadable, "The list of the public keys of \(region) does not end")
    }

    private func page(after token: WireValue?, in region: String) async throws(IntegrityError) -> WireValue {
        var input: [WireValue.Member] = [
            .init("StartTime", .timestamp(Self.earliest)), .init("EndTime", .timestamp(clock.now() + 86_400)),
        ]
        if let token { input.append(.init("NextToken", token)) }
        do {
            return try await client.call(
                service: "cloudtrail", operation: "ListPublicKeys", input: .structure(input), region: region)
        } catch {
            throw IntegrityError(.unreadable, "The public keys of \(region) could not be had: \(error)")
        }
    }

    private static func key(_ listed: WireValue) throws(IntegrityError) -> DigestPublicKey {
        guard case .blob(let value)? = listed["Value"], case .timestamp(let start)? = listed["ValidityStartTime"],
            case .timestamp(let end)? = listed["ValidityEndTime"], abs(start) < 1e12, abs(end) < 1e12
        else { throw IntegrityError(.invalidKey, "A public key has no Value, ValidityStartTime or ValidityEndTime") }
        return DigestPublicKey(
            value: Array(value), validityStart: Int64(start.rounded(.down)), validityEnd: Int64(end.rounded(.down)))
    }
}
