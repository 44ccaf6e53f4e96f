public import CairnModel

/// What records call services and operations, both ways.
public enum RecordNaming {
    // MARK: Wire to record

    /// Returns the `eventSource`, such as `monitoring.amazonaws.com`: mostly the name that the service signs with.
    /// - Parameter signingName: the service that the call is signed for; services that share S3's models are told
    ///   apart by it alone.
    public static func eventSource(
        of service: ServiceModel, operation: OperationModel?, signingName: String? = nil
    ) -> String {
        let label =
            labelOfSharedModel(signingName: signingName) ?? RecordNames.eventSourceLabels[service.id]
            ?? service.signingName
        return label + ".amazonaws.com"
    }

    /// Returns the signing name of a service that has S3's models, or parts of them, and an event source of its own,
    /// such as `s3express`; `nil` for every other.
    public static func labelOfSharedModel(signingName: String?) -> String? {
        guard let signingName, signingName.utf8.count > 2, signingName.utf8.starts(with: "s3".utf8) else { return nil }
        return RecordNames.labelsOfS3.contains(signingName) ? signingName : nil
    }

    /// Returns the `eventName`: the operation's name, with a date or another name where the service does so.
    /// - Parameter request: the call; without it the name is that of the operation alone.
    public static func eventName(
        of operation: OperationModel, in service: ServiceModel, request: WireRequest? = nil
    ) -> String {
        RecordNames.eventNames[service.id]?[operation.name] ?? operation.name
    }

    /// Returns the `apiVersion` of the few services whose records have one.
    public static func apiVersion(of service: ServiceModel) -> String? { RecordNames.apiVersions[service.id] }

    // MARK: Record to wire

    /// Returns the operations that a record may stand for, best first; none if no public model has it.
    ///
    /// - Complexity: Decodes the models of the services that share the label.
    public static func candidates(
        eventSource: String, eventName: String, catalog: ServiceCatalog
    ) -> [(service: ServiceModel, operation: OperationModel)] {
        let label = String(eventSource.prefix { $0 != "." }).lowercased()
        guard !RecordNames.privateLabels.contains(label) else { return [] }
        var found: [(service: ServiceModel, operation: OperationModel)] = []
        for id in serviceIDs(label: label, catalog: catalog) {
            guard let service = catalog.model(id: id), let operation = operation(eventName, in: service) else {
                continue
            }
            found.append((service, operation))
            if let other = RecordNames.sharedNames[id]?[operation.name].flatMap(service.operation) {
                found.append((service, other))
            }
        }
        return found
    }

    /// Returns the operation that fits a record best: by ``candidates(eventSource:eventName:catalog:)``, the record's
    /// `apiVersion` and host, and then by the fewest parameters that do not fit; `nil` if there is none.
    public static func bestCandidate(
        eventSource: String, eventName: String, apiVersion: String?, requestParameters: JSON, catalog: ServiceCatalog
    ) -> (service: ServiceModel, operation: OperationModel)? {
        var candidates = candidates(eventSource: eventSource, eventName: eventName, catalog: catalog)
        if candidates.count > 1, let apiVersion {
            let sameVersion = candidates.filter { $0.service.apiVersion == apiVersion }
            if !sameVersion.isEmpty { candidates = sameVersion }
        }
        guard candidates.count > 1 else { return candidates.first }
        if let decided = s3Candidate(candidates, requestParameters) { return decided }
        let reading = ParameterReading()
        let misfits = candidates.map {
            reading.misfitCount(requestParameters, operation: $0.operation, service: $0.service)
        }
        guard let fewest = misfits.min(), let index = misfits.firstIndex(of: fewest) else { return nil }
        return candidates[index]
    }

    private static func s3Candidate(
        _ candidates: [(service: ServiceModel, operation: OperationModel)], _ requestParameters: JSON
    ) -> (service: ServiceModel, operation: OperationModel)? {
        guard candidates.contains(where: { $0.service.id == "s3control" }) else { return nil }
        let host = S3Reading.text(requestParameters["Host"] ?? requestParameters["host"])
        let isControl = host?.contains("s3-control") == true && requestParameters["bucketName"] == nil
        return candidates.first { $0.service.id == (isControl ? "s3control" : "s3") }
    }

    private static func serviceIDs(label: String, catalog: ServiceCatalog) -> [String] {
        if let ids = RecordNames.serviceIDs[label] { return ids }
        let ids = catalog.serviceIDs(label: label)
        guard let preferred = RecordNames.preferredServices[label] else { return ids }
        return preferred.filter(ids.contains) + ids.filter { !preferred.contains($0) }
    }

    /// The operation of a name: exact, without a date, under another name, and last without regard to case and signs.
    static func operation(_ eventName: String, in service: ServiceModel) -> OperationModel? {
        if let alias = RecordNames.operationAliases[service.id]?[eventName] { return service.operation(named: alias) }
        if let operation = service.operation(named: eventName) { return operation }
        let undated = removingDate(eventName)
        if undated != eventName, let operation = service.operation(named: undated) { return operation }
        if let alias = RecordNames.operationAliases[service.id]?[undated] { return service.operation(named: alias) }
        let folded = RecordKey.folded(undated)
        return service.operations.first { RecordKey.folded($0.name) == folded }
    }

    /// Removes what matches `_?\d{4}_?\d{2}_?\d{2}(v\d+)?$`, such as `20150331v2`.
    static func removingDate(_ name: String) -> String {
        var rest = Array(name.utf8)[...]
        let version = rest.reversed().prefix { isDigit($0) }.count
        if version > 0, version < rest.count, rest[rest.endIndex - version - 1] == UInt8(ascii: "v"),
            rest.count > version + 1, isDigit(rest[rest.endIndex - version - 2])
        {
            rest = rest.dropLast(version + 1)
        }
        for width in [2, 2, 4] {
            guard rest.count > width, rest.suffix(width).allSatisfy(isDigit) else { return name }
            rest = rest.dropLast(width)
            if rest.last == UInt8(ascii: "_") { rest = rest.dropLast() }
        }
        return rest.isEmpty ? name : String(decoding: rest, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
