import NIOCore
import Testing

@testable import CairnGateway

/// Which calls are answered on an event loop, where work holds up other connections.
@Suite(.timeLimit(.minutes(1))) struct PlaceOfWorkTests {
    static let calls: [(path: String, operation: String, place: String)] = [
        ("/bucket/place", "GetObject", "event loop"), ("/bucket/place", "HeadObject", "event loop"),
        ("/bucket/place", "ListObjectsV2", "other pool"), ("/local/place", "GetObject", "other pool"),
        ("/local/place", "LookupEvents", "other pool"),
    ]

    @Test func onlyReadingAnObjectIsDoneOnTheEventLoop() async throws {
        try await TestGateway.run { gateway in
            try await RawSession.connect(port: gateway.port) { client in
                for (path, operation, place) in Self.calls + Self.calls.reversed() {
                    try await client.write("GET \(path) HTTP/1.1\r\nHost: h\r\nx-operation: \(operation)\r\n\r\n")
                    let body = try await client.readMessage().body
                    #expect(body == "\(place), \(place), \(place)", "\(path) \(operation)")
                }
            }
        }
    }
}
