import AsyncHTTPClient
import CairnModel
import CairnServer
import NIOCore
import NIOHTTP1

/// Speaks to a running Cairn: the CloudTrail API and the admin surface.
struct CairnAdminClient {
    /// Without a slash at the end.
    let endpoint: String
    let region: String
    let credentials: StaticCredentials

    private static let answerBytesMax = 64 << 20

    /// Lives as long as the process. A connection that is refused is an answer: whoever waits at a prompt is told at once.
    private static let http: HTTPClient = {
        var configuration = HTTPClient.Configuration.singletonConfiguration
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Calls an operation of the CloudTrail API.
    /// - Throws: ``ClientError`` with what the service said.
    func call(_ operation: String, _ request: JSON) async throws -> JSON {
        let body = Array(request.description.utf8)
        let headers: HeaderFields = [
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.\(operation)",
        ]
        return try await send("POST", "/", headers: headers, body: body, seconds: 60)
    }

    func get(_ path: String) async throws -> JSON {
        try await send("GET", path, headers: HeaderFields(), body: [], seconds: 10)
    }

    /// - Parameter timeout: how long the server may take, as text such as `10s`; some seconds are added for the way.
    func post(_ path: String, _ request: JSON, timeout: String) async throws -> JSON {
        let seconds = (Quantities.duration(timeout) ?? .seconds(10)).inSeconds + 10
        return try await send(
            "POST", path, headers: ["Content-Type": "application/json"], body: Array(request.description.utf8),
            seconds: Int64(seconds))
    }

    private func send(
        _ method: String, _ path: String, headers: HeaderFields, body: [UInt8], seconds: Int64
    ) async throws -> JSON {
        let response = try await execute(method, path, headers: headers, body: body, timeout: .seconds(seconds))
        let bytes = try await response.body.collect(upTo: Self.answerBytesMax)
        let answer = try? JSON(parsing: Array(bytes.readableBytesView))
        guard (200..<300).contains(response.status.code) else {
            throw ClientError(status: Int(response.status.code), answer: answer, endpoint: endpoint)
        }
        guard let answer else { throw ClientError("\(endpoint)\(path) did not answer with JSON: is this a Cairn?") }
        return answer
    }

    /// Reads the live events; `receive` returns false to stop. Each event is a record's JSON text.
    func eachEvent(_ receive: ([UInt8]) -> Bool) async throws {
        let response = try await execute(
            "GET", "/_cairn/events", headers: ["Accept": "text/event-stream"], body: [], timeout: .hours(24 * 365))
        guard response.status == .ok else {
            if let body = try? await response.body.collect(upTo: Self.answerBytesMax),
                let answer = try? JSON(parsing: Array(body.readableBytesView)), answer["__type"] != nil
            {
                throw ClientError(status: Int(response.status.code), answer: answer, endpoint: endpoint)
            }
            throw ClientError("\(endpoint) has no live events (status \(response.status.code)): is this a Cairn?")
        }
        var lines = LineBuffer()
        for try await part in response.body {
            for line in lines.append(part.readableBytesView) where line.starts(with: Array("data: ".utf8)) {
                guard receive(Array(line.dropFirst("data: ".utf8.count))) else { return }
            }
        }
    }

    private func execute(
        _ method: String, _ path: String, headers: HeaderFields, body: [UInt8], timeout: TimeAmount
    ) async throws -> HTTPClientResponse {
        var headers = headers
        try RequestSigning.sign(
            &headers, method: method, target: path, endpoint: endpoint, body: body, region: region,
            credentials: credentials)
        var request = HTTPClientRequest(url: endpoint + path)
        request.method = HTTPMethod(rawValue: method)
        for field in headers.fields { request.headers.add(name: field.name, value: field.value) }
        if !body.isEmpty { request.body = .bytes(body) }
        do {
            return try await Self.http.execute(request, timeout: timeout)
        } catch {
            throw ClientError(unreachable: endpoint, error)
        }
    }
}

/// Cuts a stream of bytes into lines.
private struct LineBuffer {
    private var rest: [UInt8] = []

    mutating func append(_ bytes: some Collection<UInt8>) -> [[UInt8]] {
        rest.append(contentsOf: bytes)
        var lines: [[UInt8]] = []
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 0x0A) {
            lines.append(Array(rest[start..<end]))
            start = end + 1
        }
        rest.removeSubrange(..<start)
        return lines
    }
}
