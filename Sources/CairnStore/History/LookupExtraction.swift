import CairnModel

/// Finds in a record's bytes what it can be looked up by, without making strings of it.
struct LookupExtraction {
    let view: RecordView
    let record: UnsafeRawBufferPointer

    /// Resources beyond this are not taken: one event never makes an unbounded number of index entries.
    static let resourcesMax = 64

    private var resourceCount = 0

    init(view: RecordView, record: UnsafeRawBufferPointer) {
        self.view = view
        self.record = record
    }

    /// Seconds since the epoch, without the fraction.
    var eventTime: Int64? {
        guard let text = view.eventTime.quotedBytes(in: record) else { return nil }
        return PlainTime.seconds(text) ?? view.eventTime.string(in: record).flatMap(ISO8601.parse).map(PlainTime.floor)
    }

    /// `nil` for data and network events, which history does not hold.
    var category: HistoryCategory? {
        if view.eventCategory.isAbsent {
            // Records before 1.07 have no category: `managementEvent`, if any, says what they are.
            return view.managementEvent.bool(in: record) == false ? nil : .management
        }
        if view.eventCategory.equals("Management", in: record) { return .management }
        // Insights of event data stores, which have no details, are theirs alone.
        let isForStores = view.insightDetails.isAbsent && view.eventName.isAbsent
        return view.eventCategory.equals("Insight", in: record) && !isForStores ? .insight : nil
    }

    /// The account that the record was made for.
    var account: JSONSlice {
        view.recipientAccountID.isAbsent ? view.identity.accountID : view.recipientAccountID
    }

    /// Calls the body with each single-valued attribute that is there. Insight events are found by what they are about.
    func forEachField(_ body: (LookupAttribute, UnsafeRawBufferPointer) -> Void) {
        text(view.eventID) { body(.eventID, $0) }
        text(view.eventName.isAbsent ? view.insight.eventName : view.eventName) { body(.eventName, $0) }
        text(view.eventSource.isAbsent ? view.insight.eventSource : view.eventSource) { body(.eventSource, $0) }
        text(view.identity.accessKeyID) { body(.accessKeyID, $0) }
        username { body(.username, $0) }
        if let bytes = view.readOnly.bytes(in: record), !view.readOnly.json(in: record, is: .null) {
            body(.readOnly, bytes)
        }
    }

    /// Whether the event is found by exactly that value of the attribute.
    mutating func matches(_ attribute: LookupAttribute, _ value: UnsafeRawBufferPointer) -> Bool {
        var isFound = false
        switch attribute {
        case .resourceType, .resourceName:
            forEachResource { type, name in
                guard !isFound, let text = attribute == .resourceType ? type : name else { return }
                isFound = text.count == value.count && text.elementsEqual(value)
            }
        default:
            forEachField { field, text in
                if field == attribute { isFound = text.count == value.count && text.elementsEqual(value) }
            }
        }
        return isFound
    }

    /// The user name; of a role session the session's name; `root`; of a service its name.
    private func username(_ body: (UnsafeRawBufferPointer) -> Void) {
        let identity = view.identity
        if identity.type.equals("Root", in: record) {
            return "root".utf8.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) } ?? ()
        }
        if text(identity.userName, body) { return }
        if identity.type.equals("AssumedRole", in: record), text(identity.arn, { body(Self.afterLast("/", in: $0)) }) {
            return
        }
        if identity.type.equals("FederatedUser", in: record), text(identity.arn, { body(Self.afterLast("/", in: $0)) })
        {
            return
        }
        text(identity.invokedBy, body)
    }

    private static func afterLast(
        _ separator: Unicode.Scalar, in text: UnsafeRawBufferPointer
    ) -> UnsafeRawBufferPointer {
        guard let index = text.lastIndex(of: UInt8(ascii: separator)) else { return text }
        return UnsafeRawBufferPointer(rebasing: text[(index + 1)...])
    }

    /// Calls the body with the unescaped text of a string that is there and not empty.
    @discardableResult
    private func text(_ slice: JSONSlice, _ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
        guard let quoted = slice.quotedBytes(in: record), !quoted.isEmpty else { return false }
        guard slice.hasEscape else {
            body(quoted)
            return true
        }
        guard var text = slice.string(in: record), !text.isEmpty else { return false }
        text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        return true
    }

    // MARK: Resources

    typealias ResourceBody = (_ type: UnsafeRawBufferPointer?, _ name: UnsafeRawBufferPointer) -> Void

    /// Calls the body with each resource, some perhaps twice: from `resources`, and from well-known parameters.
    mutating func forEachResource(_ body: ResourceBody) {
        listedResources(body)
        let source = LookupResources.service(view.eventSource.quotedBytes(in: record))
        walk(view.requestParameters, source: source, body)
        walk(view.responseElements, source: source, body)
    }

    /// `resources`: objects with `ARN` (or `ARNPrefix`) and perhaps `type`.
    private mutating func listedResources(_ body: ResourceBody) {
        guard !view.resources.isAbsent else { return }
        var scanner = JSONScanner(record, at: view.resources.range.lowerBound)
        guard scanner.take(UInt8(ascii: "[")) else { return }
        while scanner.position < view.resources.range.upperBound, scanner.enterObject() {
            var type = JSONSlice.absent
            var arn = JSONSlice.absent
            while let key = scanner.nextKey() {
                guard let value = scanner.skipValue() else { return }
                let name = UnsafeRawBufferPointer(rebasing: record[key])
                if name.elementsEqual("type".utf8) { type = value }
                if name.elementsEqual("ARN".utf8) || name.elementsEqual("ARNPrefix".utf8) { arn = value }
            }
            guard resourceCount < Self.resourcesMax else { return }
            listedResource(type, arn, body)
            _ = scanner.take(UInt8(ascii: ","))
        }
    }

    private mutating func listedResource(_ type: JSONSlice, _ arn: JSONSlice, _ body: ResourceBody) {
        resourceCount += 1
        text(arn) { arn in
            let typeBytes = type.hasEscape ? nil : type.quotedBytes(in: record)
            body(typeBytes, arn)
            // A bucket is looked up by its name, not only by its ARN.
            if let bucket = LookupResources.bucketName(inARN: arn) { body(typeBytes, bucket) }
        }
    }

    /// Walks the members of an object, and of objects within, for names that stand for resources.
    private mutating func walk(_ slice: JSONSlice, source: UInt64, _ body: ResourceBody) {
        guard let bytes = slice.bytes(in: record), bytes.first == UInt8(ascii: "{") else { return }
        var scanner = JSONScanner(record, at: slice.range.lowerBound)
        walkValue(&scanner, key: nil, source: source, depth: 0, body)
    }

    private static let walkDepthMax = 6

    /// Reads one value; `key` is the resource rule of the member that it belongs to.
    private mutating func walkValue(
        _ scanner: inout JSONScanner, key: LookupResources.Rule?, source: UInt64, depth: Int, _ body: ResourceBody
    ) {
        guard let byte = scanner.peek() else { return }
        let isContainer = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
        guard isContainer, depth < Self.walkDepthMax else {
            guard let value = scanner.skipValue() else { return scanner.position = record.count }
            if let key, byte == UInt8(ascii: "\"") { emit(value, key, body) }
            return
        }
        if byte == UInt8(ascii: "[") {
            scanner.position += 1
            while let next = scanner.peek(), next != UInt8(ascii: "]") {
                walkValue(&scanner, key: key, source: source, depth: depth + 1, body)
                guard scanner.take(UInt8(ascii: ",")) else { break }
            }
            if !scanner.take(UInt8(ascii: "]")) { scanner.position = record.count }
            return
        }
        _ = scanner.enterObject()
        while let name = scanner.nextKey() {
            let rule = LookupResources.rule(
                UnsafeRawBufferPointer(rebasing: record[name]), service: source, isParameter: depth == 0)
            walkValue(&scanner, key: rule, source: source, depth: depth + 1, body)
        }
    }

    private mutating func emit(_ value: JSONSlice, _ rule: LookupResources.Rule, _ body: ResourceBody) {
        guard resourceCount < Self.resourcesMax else { return }
        var isFound = false
        text(value) { name in
            guard let type = rule.type ?? LookupResources.type(ofARN: name) else { return }
            isFound = true
            type.withUTF8Buffer { body(UnsafeRawBufferPointer($0), name) }
        }
        if isFound { resourceCount += 1 }
    }
}

extension JSONSlice {
    /// Whether this is the literal `null`.
    fileprivate func json(in text: UnsafeRawBufferPointer, is literal: JSON) -> Bool {
        bytes(in: text)?.elementsEqual("null".utf8) ?? true
    }
}

/// `2026-02-03T04:05:06Z` read digit by digit: the form of almost every record.
enum PlainTime {
    static func seconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        guard text.count == 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "Z"), let century = pair(text, 0), let year = pair(text, 2),
            let month = pair(text, 5), let day = pair(text, 8), let hour = pair(text, 11),
            let minute = pair(text, 14), let second = pair(text, 17), (1...12).contains(month),
            (1...28).contains(day) || (1...31).contains(day) && isDay(century * 100 + year, month, day), hour < 24,
            minute < 60, second < 60
        else { return nil }
        let days = CivilTime.daysSinceEpoch(year: century * 100 + year, month: month, day: day)
        return Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
    }

    static func floor(_ seconds: Double) -> Int64 { Int64(seconds.rounded(.down)) }

    private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        let nextYear = month == 12 ? year + 1 : year
        let nextMonth = month == 12 ? 1 : month + 1
        return CivilTime.daysSinceEpoch(year: year, month: month, day: day)
            < CivilTime.daysSinceEpoch(year: nextYear, month: nextMonth, day: 1)
    }

    private static func pair(_ text: UnsafeRawBufferPointer, _ index: Int) -> Int? {
        let tens = text[index] &- UInt8(ascii: "0")
        let ones = text[index + 1] &- UInt8(ascii: "0")
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }
}
