import CairnModel
import Synchronization

/// The fields behind a content, there when it has been read.
final class PayloadTrailers: Sendable {
    private let fields = Mutex(HeaderFields())

    func value(of name: String) -> String? { fields.withLock { $0[name] } }

    func set(_ trailers: HeaderFields) { fields.withLock { $0 = trailers } }
}
