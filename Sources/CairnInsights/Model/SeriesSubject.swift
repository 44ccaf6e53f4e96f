/// What is counted together: the calls of an operation, or its errors of one code, in one account and region.
///
/// Source: CloudTrail User Guide, "Working with CloudTrail Insights": Insights analyses calls by account and region.
public struct SeriesSubject: Sendable, Hashable {
    public var account: String
    public var region: String
    public var category: WatchedCategory
    public var eventSource: String
    public var eventName: String
    /// `nil` for calls.
    public var errorCode: String?

    public init(
        account: String, region: String, category: WatchedCategory = .management, eventSource: String,
        eventName: String, errorCode: String? = nil
    ) {
        self.account = account
        self.region = region
        self.category = category
        self.eventSource = eventSource
        self.eventName = eventName
        self.errorCode = errorCode
    }

    /// The account and region.
    var scopeKey: UInt64 {
        var (account, region) = (account, region)
        return account.withUTF8 { account in
            region.withUTF8 { region in
                SeriesKey.scope(account: UnsafeRawBufferPointer(account), region: UnsafeRawBufferPointer(region))
            }
        }
    }

    public var kind: InsightKind { errorCode == nil ? .callRate : .errorRate }

    /// The same number for the same subject in every process.
    public var key: UInt64 {
        var hash = StableHash(seed: category == .data ? 1 : 0)
        hash.add(account)
        hash.add(region)
        hash.add(eventSource)
        hash.add(eventName)
        guard let errorCode else { return max(1, hash.value) }
        return SeriesKey.error(calls: hash.value, code: StableHash.of(errorCode))
    }
}

/// Keys of series, made of bytes without making strings of them.
enum SeriesKey {
    @inline(__always)
    static func calls(
        isData: Bool, account: UnsafeRawBufferPointer, region: UnsafeRawBufferPointer,
        source: UnsafeRawBufferPointer, name: UnsafeRawBufferPointer
    ) -> UInt64 {
        var hash = StableHash(seed: isData ? 1 : 0)
        hash.add(account)
        hash.add(region)
        hash.add(source)
        hash.add(name)
        return max(1, hash.value)
    }

    @inline(__always)
    static func scope(account: UnsafeRawBufferPointer, region: UnsafeRawBufferPointer) -> UInt64 {
        var hash = StableHash(seed: 3)
        hash.add(account)
        hash.add(region)
        return hash.value
    }

    @inline(__always)
    static func error(calls: UInt64, code: UInt64) -> UInt64 {
        var hash = StableHash(seed: calls)
        hash.add(code)
        return max(1, hash.value)
    }
}
