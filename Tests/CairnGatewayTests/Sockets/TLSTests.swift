import CairnRecording
import NIOCore
import NIOSSL
import Testing

@testable import CairnGateway

private let okAnswer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
private let get = "GET /x HTTP/1.1\r\nHost: h\r\n\r\n"

@Suite(.timeLimit(.minutes(1))) struct TLSTests {
    /// One gateway secured towards its callers is the upstream of another, which speaks TLS to it.
    @Test func callsPassOverTLSOnBothSides() async throws {
        let server = try TestCertificate.serverConfiguration()
        let client = try TestCertificate.clientConfiguration()
        try await ScriptedUpstream.run(ScriptedUpstream.repeating(okAnswer)) { upstream in
            try await TestGateway.run(upstreamPort: upstream.port, tls: server) { inner in
                try await TestGateway.run(
                    tls: server,
                    configure: {
                        $0.upstream = UpstreamEndpoint(host: "localhost", port: inner.port, isSecure: true)
                        $0.upstreamTLS = client
                    }
                ) { outer in
                    let context = try NIOSSLContext(configuration: client)
                    try await RawSession.connect(port: outer.port, tls: context) { session in
                        for _ in 0..<2 {
                            try await session.write(get)
                            #expect(try await session.readMessage().body == "ok")
                        }
                        try await session.write("GET /local/who HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                        #expect(try await session.readToEnd().hasSuffix("127.0.0.1 36"))
                    }
                    #expect(outer.recorder.observed.map { $0.tls?.version } == ["TLSv1.3", "TLSv1.3", "TLSv1.3"])
                    #expect(inner.recorder.observed.count == 2)
                }
            }
        }
    }

    @Test func anUpstreamWhoseCertificateIsNotTrustedIsABadGateway() async throws {
        let server = try TestCertificate.serverConfiguration()
        try await TestGateway.run(tls: server) { inner in
            try await TestGateway.run(configure: {
                $0.upstream = UpstreamEndpoint(host: "localhost", port: inner.port, isSecure: true)
            }) { outer in
                try await RawSession.connect(port: outer.port) { session in
                    try await session.write(get)
                    #expect(try await session.readMessage().head.hasPrefix("HTTP/1.1 502 "))
                }
                #expect(inner.recorder.observed.isEmpty)
            }
        }
    }
}
