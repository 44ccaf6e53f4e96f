/// Sorts postings by term and ordinal: spread by the top bits of the term, then each part by itself.
enum PostingSort {
    typealias Posting = RunBuilder.Posting

    private static let partBits: UInt64 = 12

    static func sort(_ postings: inout [Posting]) {
        let count = postings.count
        guard count > 64 else { return postings.sort(by: precedes) }
        var starts = [Int](repeating: 0, count: 1 << Int(partBits) + 1)
        for posting in postings { starts[part(posting) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var places = starts
        let sorted = [Posting](unsafeUninitializedCapacity: count) { buffer, initialized in
            for posting in postings {
                let part = part(posting)
                buffer.initializeElement(at: places[part], to: posting)
                places[part] += 1
            }
            for part in 0..<starts.count - 1 where starts[part + 1] - starts[part] > 1 {
                sortPart(UnsafeMutableBufferPointer(rebasing: buffer[starts[part]..<starts[part + 1]]))
            }
            initialized = count
        }
        postings = sorted
    }

    private static func part(_ posting: Posting) -> Int {
        Int((UInt64(bitPattern: posting.term) ^ 1 << 63) >> (64 - partBits))
    }

    /// A few long runs of one term, or a handful of terms: insertion while it is short, else the library's sort.
    private static func sortPart(_ part: UnsafeMutableBufferPointer<Posting>) {
        var part = part
        guard part.count <= 24 else {
            if !isSorted(part) { part.sort(by: precedes) }
            return
        }
        for index in 1..<part.count {
            let posting = part[index]
            var place = index
            while place > 0, precedes(posting, part[place - 1]) {
                part[place] = part[place - 1]
                place -= 1
            }
            part[place] = posting
        }
    }

    private static func isSorted(_ part: UnsafeMutableBufferPointer<Posting>) -> Bool {
        for index in 1..<part.count where precedes(part[index], part[index - 1]) { return false }
        return true
    }

    @inline(__always)
    private static func precedes(_ left: Posting, _ right: Posting) -> Bool {
        left.term != right.term ? left.term < right.term : left.ordinal < right.ordinal
    }
}
