import CairnAWSClient

extension ObjectStoreError.Code {
    /// What an answer without a body can say: to `HEAD` that something is not there.
    static let notFound = ObjectStoreError.Code("NotFound")
}

extension ObjectStoreError {
    init(_ error: AWSClientError) {
        self.init(Self.code(of: error), error.message, cause: error)
    }

    private static func code(of error: AWSClientError) -> Code {
        switch error.code {
        case .service:
            switch (error.failure?.status, error.serviceCode ?? "") {
            case (404, "404"), (404, "NotFound"), (404, "Not Found"), (404, ""): .notFound
            case (403, "403"), (403, "Forbidden"), (403, ""): .accessDenied
            case (412, "412"), (412, ""): .preconditionFailed
            case (_, let code): Code(code)
            }
        case .timedOut: .requestTimeout
        case .noCredentials: .accessDenied
        case .invalidRequest: .invalidArgument
        case .malformedAnswer: .internalError
        default: .serviceUnavailable
        }
    }
}
