public import CairnModel

/// Why a call of an AWS service has no result.
///
/// Two errors are equal if their codes are, and, for errors of the service, if the service's own codes are.
public struct AWSClientError: Error, Sendable {
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case service, unreachable, timedOut, interrupted, noCredentials, malformedAnswer, invalidRequest, cancelled
        }

        private let value: Value

        /// The service answered with an error: see ``AWSClientError/failure``.
        public static let service = Code(value: .service)
        /// There is no connection to the endpoint.
        public static let unreachable = Code(value: .unreachable)
        /// The endpoint did not answer in time, or stopped in the middle of its answer.
        public static let timedOut = Code(value: .timedOut)
        /// The connection broke while request or answer was on its way.
        public static let interrupted = Code(value: .interrupted)
        /// There are no credentials, or they could not be fetched.
        public static let noCredentials = Code(value: .noCredentials)
        /// The answer is not what the service's model says, or is too large.
        public static let malformedAnswer = Code(value: .malformedAnswer)
        /// The request cannot be put on the wire: an unknown service or operation, a missing member, a bad endpoint.
        public static let invalidRequest = Code(value: .invalidRequest)
        /// The task was cancelled.
        public static let cancelled = Code(value: .cancelled)

        public var description: String { value.rawValue }
    }

    /// An error as the service gave it.
    public struct ServiceFailure: Sendable, Hashable {
        /// Without namespace, such as `NoSuchBucket`; named by the status where the answer has no body.
        public var code: String
        public var status: Int
        public var message: String
        public var requestID: String?
        public var headers: HeaderFields

        public init(
            code: String, status: Int, message: String, requestID: String? = nil, headers: HeaderFields = HeaderFields()
        ) {
            self.code = code
            self.status = status
            self.message = message
            self.requestID = requestID
            self.headers = headers
        }
    }

    public let code: Code
    public let message: String
    /// Only with ``Code/service``.
    public let failure: ServiceFailure?
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
        failure = nil
    }

    public init(_ failure: ServiceFailure) {
        code = .service
        message = failure.message
        cause = nil
        self.failure = failure
    }

    /// The service's own code, `nil` if the service did not answer.
    public var serviceCode: String? { failure?.code }
}

extension AWSClientError: Equatable {
    public static func == (left: AWSClientError, right: AWSClientError) -> Bool {
        left.code == right.code && left.serviceCode == right.serviceCode
    }
}

extension AWSClientError: CustomStringConvertible {
    public var description: String {
        guard let failure else { return "\(code): \(message)" }
        let request = failure.requestID.map { ", request \($0)" } ?? ""
        return "\(failure.code) (status \(failure.status)\(request)): \(message)"
    }
}
