import CairnModel
import Testing

@testable import CairnWire

/// The promise that records and wire are two forms of the same call: a real record's parameters become a request, the
/// request is routed and decoded as if it had come in, and its record has the very same parameters.
@Suite struct RecordRoundTripTests {
    /// What keeps a record from standing for a request, by the mapping rules; all others must come back.
    enum Class: String, CaseIterable, Comparable {
        /// `requestParameters` is null, missing or a text.
        case noParameters = "no parameters"
        /// No public model has the operation (wire-mapping §1).
        case noPublicOperation = "no public operation"
        /// A placeholder stands where a structure, list or map was: what it held is unknown (§10).
        case redactedCollection = "redacted structure, list or map"
        /// A member that no request carries: what an SDK added, or what the service derived (§3).
        case notOnTheWire = "member that is not on the wire"
        case recoverable

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// Members of §3's table of exceptions that the record has without the request having had them.
    static let notOnTheWire: [String: String] = [
        "CopyDBClusterSnapshot": "sourceRegion", "CopyDBSnapshot": "sourceRegion",
        "UpdateFunctionCode": "fullyQualifiedArn",
    ]

    struct Tally {
        var count = 0
        var equal = 0

        mutating func add(isEqual: Bool) {
            count += 1
            equal += isEqual ? 1 : 0
        }

        var share: Double { count == 0 ? 1 : Double(equal) / Double(count) }

        var text: String { "\(equal) of \(count) (\(Double(Int(share * 10_000)) / 100) %)" }
    }

    @Test(.enabled(if: RealEvents.file != nil, "shared/data/events-real.json.gz is not beside the checkout"))
    func realRecordsComeBackFromTheWire() throws {
        var classes: [Class: Int] = [:]
        var overall = Tally()
        var others = Tally()
        var misses: [String: [Int]] = [:]
        for (index, record) in try RealEvents.records().enumerated() {
            let (kind, miss) = Self.roundTrip(record)
            classes[kind, default: 0] += 1
            guard kind == .recoverable else { continue }
            let label = String((record["eventSource"]?.stringValue ?? "").prefix { $0 != "." })
            overall.add(isEqual: miss == nil)
            if label != "ec2" && label != "s3" { others.add(isEqual: miss == nil) }
            if let miss {
                misses["\(label) \(record["eventName"]?.stringValue ?? ""): \(miss)", default: []].append(index)
            }
        }
        let counts = classes.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
        print("Records by class:", counts.joined(separator: ", "))
        print("The same parameters after the wire: \(overall.text), outside EC2 and S3 \(others.text)")
        for (reason, indices) in misses.sorted(by: { $0.value[0] < $1.value[0] }) {
            print("  left, record \(indices.map(String.init).joined(separator: " ")): \(reason)")
        }
        #expect(overall.count > 2000)
        #expect(others.share >= 0.98)
        #expect(overall.share >= 0.95)
    }

    /// Returns the record's class, and why it did not come back if it should have.
    static func roundTrip(_ record: JSON) -> (Class, String?) {
        guard let parameters = record["requestParameters"], parameters.objectValue != nil else {
            return (.noParameters, nil)
        }
        guard
            let (service, operation) = RecordNaming.bestCandidate(
                eventSource: record["eventSource"]?.stringValue ?? "",
                eventName: record["eventName"]?.stringValue ?? "", apiVersion: record["apiVersion"]?.stringValue,
                requestParameters: parameters, catalog: .shared)
        else { return (.noPublicOperation, nil) }
        let (input, leftovers) = ParameterReading().input(from: parameters, operation: operation, service: service)
        let isRedacted = leftovers.contains { leftover in
            leftover.reason == .redacted && !leftover.path.contains(".")
                && operation.input.flatMap { service.shape($0) }?.members.contains {
                    RecordKey.lowercasingFirst($0.name) == leftover.path
                        && [.structure, .list, .map].contains(service.shape($0.shape).kind)
                } == true
        }
        if isRedacted { return (.redactedCollection, nil) }
        if let key = notOnTheWire[operation.name], parameters[key] != nil { return (.notOnTheWire, nil) }
        let source = record["sourceIPAddress"]?.stringValue ?? ""
        let rendering = ParameterRendering(isCalledByService: source.hasSuffix(".amazonaws.com"))
        let again = afterTheWire(
            parameters, input: input, operation: operation, service: service, rendering: rendering)
        switch again {
        case .failure(let error): return (.recoverable, error.text)
        case .success(let again):
            return (.recoverable, Comparison().difference(parameters, again))
        }
    }

    struct Failure: Error {
        var text: String
    }

    /// Sends the input over the wire and returns the parameters of the record that is made on the other side.
    private static func afterTheWire(
        _ parameters: JSON, input: WireValue, operation: OperationModel, service: ServiceModel,
        rendering: ParameterRendering
    ) -> Result<JSON, Failure> {
        do {
            var request = try WireCodec.encodeRequest(
                input, operation: operation, service: service, wireProtocol: service.protocols.first ?? .awsJSON)
            addHost(of: parameters, to: &request)
            guard let call = CallRouter().route(request, signingName: service.signingName) else {
                return .failure(Failure(text: "not routed"))
            }
            let decoded = try WireCodec.decodeRequest(request, call: call)
            return .success(rendering.requestParameters(decoded, request: request, call: call))
        } catch {
            return .failure(Failure(text: "\(error)"))
        }
    }

    /// S3's records have the host: a bucket that stands in it does not stand in the path.
    private static func addHost(of parameters: JSON, to request: inout WireRequest) {
        guard let host = S3Reading.text(parameters["Host"] ?? parameters["host"]) else { return }
        request.headers["Host"] = host
        let bucket = parameters["bucketName"]?.stringValue ?? ""
        guard !bucket.isEmpty, host.hasPrefix(bucket + "."), request.target.hasPrefix("/" + bucket) else { return }
        let rest = request.target.dropFirst(bucket.count + 1)
        request.target = rest.hasPrefix("/") ? String(rest) : "/" + rest
    }
}
