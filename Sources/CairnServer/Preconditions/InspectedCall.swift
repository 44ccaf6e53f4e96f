import CairnAWSClient
import CairnService
import CairnWire

/// Calls for one account and region, whose errors say whether there is nothing or no way to know.
struct InspectedCall {
    let client: AWSClient
    /// The client's own if `nil`.
    let region: String?

    /// - Parameter absent: the service's codes that mean that there is no such thing.
    /// - Returns: `nil` if there is no such thing.
    func output(
        _ service: String, _ operation: String, _ input: [String: String], absent: Set<String>
    ) async throws(ResourceInspectionError) -> WireValue? {
        let members = input.sorted { $0.key < $1.key }.map { WireValue.Member($0.key, .string($0.value)) }
        do {
            return try await client.call(
                service: service, operation: operation, input: .structure(members), region: region)
        } catch {
            if let code = error.serviceCode, absent.contains(code) { return nil }
            throw ResourceInspectionError(error, operation)
        }
    }

    /// All elements of a list that comes in pages.
    /// - Parameters:
    ///   - tokens: the members that hold the next page's token, in the output and in the input.
    ///   - pagesMax: where to stop reading.
    func elements(
        _ service: String, _ operation: String, _ input: [String: String] = [:], member: String,
        tokens: (output: String, input: String), pagesMax: Int
    ) async throws(ResourceInspectionError) -> [WireValue] {
        var elements: [WireValue] = []
        var input = input
        for _ in 0..<pagesMax {
            let page = try await output(service, operation, input, absent: [])
            elements += page?[member]?.elements ?? []
            guard let token = page?[tokens.output]?.nonEmptyString else { break }
            input[tokens.input] = token
        }
        return elements
    }
}

extension ResourceInspectionError {
    init(_ error: AWSClientError, _ operation: String) {
        let isDenied =
            error.code == .noCredentials || error.failure?.status == 403 || error.failure?.status == 401
            || error.serviceCode?.hasPrefix("AccessDenied") == true
        self.init(isDenied ? .denied : .unavailable, "\(operation): \(error)", cause: error)
    }
}

extension WireValue {
    var elements: [WireValue] {
        guard case .list(let elements) = self else { return [] }
        return elements
    }

    var nonEmptyString: String? { stringValue.flatMap { $0.isEmpty ? nil : $0 } }
}
