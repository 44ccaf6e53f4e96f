import CairnBuckets
import CairnModel
import CairnObjects
import CairnPolicy
import CairnSigning
import Foundation
import NIOCore

/// An endpoint over a folder that is removed with it, for calls without a network.
final class TestEndpoint: Sendable {
    static let account = "111122223333"
    static let stranger = "444455556666"

    let store: DirectoryStore
    let clock: ManualClock
    let endpoint: BucketEndpoint
    private let path: String

    /// Whether these are all files. What is given up is removed a moment later, with the last that holds it.
    func hasOnly(_ files: [String]) async -> Bool {
        for _ in 0..<1000 where self.files != files { try? await Task.sleep(for: .milliseconds(2)) }
        return self.files == files
    }

    /// Every file below the folder, so that what was left behind is seen.
    var files: [String] {
        (FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    init() throws {
        path = NSTemporaryDirectory() + "/cairn-buckets-" + UUID().uuidString
        clock = ManualClock(1_780_000_000)
        store = try DirectoryStore(
            DirectoryStore.Configuration(path: path, syncs: false, minimumPartSize: 1), clock: clock)
        endpoint = BucketEndpoint(store: store, clock: clock)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    struct Answer {
        var status: Int
        var headers: HeaderFields
        var text: String
        var isOfAlteredBody = false
        /// The code of an error.
        var code: String? {
            guard let start = text.firstRange(of: "<Code>"), let end = text.firstRange(of: "</Code>") else {
                return nil
            }
            return String(text[start.upperBound..<end.lowerBound])
        }
    }

    func call(
        _ method: String, _ target: String, _ body: String = "", headers: [(String, String)] = [],
        as principal: PolicyPrincipal? = nil, region: String = "us-east-1", policies: IdentityPolicies? = nil,
        signed: VerifiedSignature.Body? = nil
    ) async throws -> Answer {
        var fields = HeaderFields(headers)
        if fields["Host"] == nil { fields["Host"] = "127.0.0.1:4734" }
        let principal = principal ?? Self.user(Self.account)
        let answer = await endpoint.respond(
            to: BucketRequest(
                method: method, target: target, headers: fields, body: Pieces([Array(body.utf8)]),
                signedBody: signed),
            context: BucketContext(
                principal: principal, account: principal.account ?? Self.account, region: region, requestID: "REQ1",
                identityPolicies: policies))
        return Answer(
            status: answer.status, headers: answer.headers, text: try await Self.text(of: answer),
            isOfAlteredBody: answer.isOfAlteredBody)
    }

    private static func text(of answer: BucketAnswer) async throws -> String {
        switch answer.body {
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .chunks(let chunks, let byteCount):
            var bytes: [UInt8] = []
            for try await chunk in chunks { bytes += Array(chunk.readableBytesView) }
            guard bytes.count == byteCount else { throw ObjectStoreError(.internalError, "the length is another") }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    static func user(_ account: String) -> PolicyPrincipal {
        .user(arn: "arn:aws:iam::\(account):user/dana", account: account)
    }
}

/// A body in pieces.
struct Pieces: AsyncSequence, Sendable {
    typealias Failure = any Error

    let pieces: [[UInt8]]

    init(_ pieces: [[UInt8]]) { self.pieces = pieces }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: pieces[...]) }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var pieces: ArraySlice<[UInt8]>

        mutating func next() async throws -> ByteBuffer? { pieces.popFirst().map { ByteBuffer(bytes: $0) } }
    }
}
