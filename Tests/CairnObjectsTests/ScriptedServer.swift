import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// An HTTP server on loopback that says, call by call, what it was told to.
final class ScriptedServer: Sendable {
    /// An answer as bytes on the wire, in the pieces in which it is sent.
    struct Answer: Sendable {
        var pieces: [String]
        /// Ends the connection when all is sent.
        var closes = false
    }

    let port: Int
    private let listener: Int32
    private let script: Mutex<[Answer]>
    private let heads = Mutex<[String]>([])
    private let connectionCount = Mutex(0)

    /// - Parameter script: the answers, in the order in which calls come.
    init(_ script: [Answer]) throws {
        self.script = Mutex(script)
        let (listener, port) = try Self.listen()
        (self.listener, self.port) = (listener, port)
        Thread.detachNewThread { [weak self] in
            // Closed here and nowhere else: its number must not be another's before this thread has seen the end.
            defer { _ = close(listener) }
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let server = self else { return }
                Thread.detachNewThread { server.serve(connection) }
            }
        }
    }

    /// Ends the waiting for connections.
    deinit { _ = shutdown(listener, Int32(SHUT_RDWR)) }

    /// The heads of the calls that came.
    var calls: [String] { heads.withLock { $0 } }
    var connections: Int { connectionCount.withLock { $0 } }

    private static func listen() throws -> (Int32, Int) {
        #if canImport(Darwin)
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Self.begin(descriptor)
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func serve(_ connection: Int32) {
        connectionCount.withLock { $0 += 1 }
        defer { _ = close(connection) }
        while let head = Self.head(from: connection) {
            heads.withLock { $0.append(head) }
            let answer = script.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            guard let answer else { return }
            for piece in answer.pieces {
                Array(piece.utf8).withUnsafeBytes { _ = send(connection, $0.baseAddress, $0.count, 0) }
                usleep(2000)
            }
            if answer.closes { return }
        }
    }

    private static func head(from connection: Int32) -> String? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) == 1 {
            head.append(byte)
            if head.suffix(4) == [13, 10, 13, 10] { return String(decoding: head, as: UTF8.self) }
        }
        return nil
    }

    // The method above has the name of the system's function.
    private static func begin(_ descriptor: Int32) -> Bool { listening(descriptor) == 0 }
}

private func listening(_ descriptor: Int32) -> Int32 { listen(descriptor, 16) }
