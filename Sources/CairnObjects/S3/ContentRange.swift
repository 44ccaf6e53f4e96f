/// The header Content-Range: which part of an object an answer has, and how long the whole is.
///
/// Source: RFC 9110, section 14.4.
struct ContentRange: Equatable {
    let places: Range<Int>
    let size: Int

    init?(_ text: String?) {
        guard let text, text.hasPrefix("bytes ") else { return nil }
        let numbers = text.dropFirst(6).split { $0 == "-" || $0 == "/" }.map { Int($0) }
        guard numbers.count == 3, let first = numbers[0], let last = numbers[1], let size = numbers[2],
            0 <= first, first <= last, last < size
        else { return nil }
        places = first..<last + 1
        self.size = size
    }
}

extension ObjectRange {
    /// The header Range.
    var header: String {
        switch self {
        case .from(let start): "bytes=\(start)-"
        case .closed(let range): "bytes=\(range.lowerBound)-\(range.upperBound)"
        case .last(let count): "bytes=-\(count)"
        }
    }
}
