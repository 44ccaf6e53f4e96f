extension EventSelectors {
    /// Returns what about the selectors is allowed and probably not meant, selector by selector.
    public func warnings() -> [SelectorWarning] {
        let clauses = Clause.clauses(of: self)
        var warnings: [SelectorWarning] = []
        for index in 0..<count {
            let own = clauses.filter { $0.selectorIndex == index }
            let title = SelectorTitle(index, in: self)
            warnings += EmptinessCheck(selectors: self, index: index, title: title).warnings(own)
            if let other = coveringSelector(of: index, clauses) {
                warnings.append(
                    SelectorWarning(
                        .covered, selectorIndex: index,
                        "\(title) adds nothing: whatever it takes, \(SelectorTitle(other, in: self)) takes too"))
            }
        }
        return warnings
    }

    /// Warns if a trail with these selectors keeps the events of its own deliveries.
    /// - Parameters:
    ///   - bucket: where the trail delivers.
    ///   - prefix: the trail's `S3KeyPrefix`, without a slash at its end.
    public func warnings(deliveringTo bucket: String, prefix: String?) -> [SelectorWarning] {
        let start = "arn:aws:s3:::\(bucket)/" + (prefix.flatMap { $0.isEmpty ? nil : $0 + "/" } ?? "") + "AWSLogs/"
        let compiled = CompiledSelectors(self)
        let delivery = DeliveryEvent(objectStart: start, bucket: "arn:aws:s3:::\(bucket)")
        guard compiled.maySelect(delivery) else { return [] }
        let index = compiled.clauses.first { $0.categories.contains(.data) && $0.holds(for: delivery) }?.selectorIndex
        return [
            SelectorWarning(
                .logsOwnDeliveries, selectorIndex: index,
                """
                the trail keeps the data events of its own deliveries: every file under \(start) makes a PutObject \
                event, which goes into the next file; exclude the bucket with resources.ARN NotStartsWith \
                "arn:aws:s3:::\(bucket)/"
                """)
        ]
    }

    /// Warns of other trails that keep some of the same events. One warning a trail.
    public func warnings(beside others: [(name: String, selectors: EventSelectors)]) -> [SelectorWarning] {
        let own = Clause.clauses(of: self).filter { !$0.isImpossible }
        return others.compactMap { other in
            let clauses = Clause.clauses(of: other.selectors).filter { !$0.isImpossible }
            let shared = own.reduce(into: SelectorCategories()) { shared, clause in
                for foreign in clauses where clause.overlaps(foreign) {
                    shared.formUnion(clause.categories.intersection(foreign.categories))
                }
            }
            guard !shared.isEmpty else { return nil }
            return SelectorWarning(
                .duplicateTrail, "the trail \(other.name) keeps \(shared.text) events that this one keeps too")
        }
    }

    /// Another selector that takes all that this one takes. Of two that take the same, the later one is superfluous.
    private func coveringSelector(of index: Int, _ clauses: [Clause]) -> Int? {
        let own = clauses.filter { $0.selectorIndex == index && !$0.isImpossible }
        guard !own.isEmpty else { return nil }
        return (0..<count).first { other in
            guard other != index else { return false }
            let theirs = clauses.filter { $0.selectorIndex == other }
            guard Self.covers(theirs, own) else { return false }
            return other < index || !Self.covers(own, theirs)
        }
    }

    private static func covers(_ wide: [Clause], _ narrow: [Clause]) -> Bool {
        narrow.allSatisfy { clause in wide.contains { clause.implies($0) } }
    }
}

/// How messages name a selector.
struct SelectorTitle: CustomStringConvertible {
    let description: String

    init(_ index: Int, in selectors: EventSelectors) {
        description = "selector \(index + 1)" + (selectors.name(at: index).map { " \"\($0)\"" } ?? "")
    }
}

/// The data event of a delivered log file, of which only the beginning of the key is known.
private struct DeliveryEvent: SelectableEvent {
    let objectStart: String
    let bucket: String

    var category: SelectorCategory? { .data }

    func text(of field: SelectorField) -> EventText {
        switch field {
        case .eventSource: .string("s3.amazonaws.com")
        case .eventName: .string("PutObject")
        case .eventType: .string("AwsApiCall")
        case .readOnly: .string("false")
        default: .missing
        }
    }

    func eachResource(_ visit: (_ type: EventText, _ arn: EventText) -> Bool) -> Bool {
        if visit(.string("AWS::S3::Object"), .beginning(objectStart)) {
            _ = visit(.string("AWS::S3::Bucket"), .string(bucket))
        }
        return true
    }
}
