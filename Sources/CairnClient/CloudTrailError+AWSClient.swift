import CairnAPI
import CairnAWSClient

extension CloudTrailError {
    /// The same error in the words of the API: codes of the service are kept as they came, known or not.
    init(_ error: AWSClientError) {
        if let failure = error.failure {
            self.init(
                Code(rawValue: failure.code), failure.message, httpStatus: failure.status, requestID: failure.requestID)
        } else {
            // 0: no status was answered.
            self.init(Self.code(of: error.code), error.message, httpStatus: 0)
        }
    }

    private static func code(of code: AWSClientError.Code) -> Code {
        switch code {
        case .unreachable: .unreachable
        case .timedOut: .timedOut
        case .noCredentials: .noCredentials
        case .malformedAnswer: .malformedAnswer
        case .invalidRequest: .invalidRequest
        case .cancelled: .cancelled
        default: .interrupted
        }
    }
}
