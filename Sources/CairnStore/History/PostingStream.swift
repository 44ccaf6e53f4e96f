/// The groups of one run in the order of terms.
struct PostingStream {
    private(set) var term: Int64?
    private let run: RunContents
    private var groups: [(term: Int64, start: Int, end: Int)] = []
    private var ordinals: [UInt32] = []
    private var next = 0
    private var nextBlock = 0
    private var buffer: [UInt8] = []

    init(_ run: RunContents) throws(StoreError) {
        self.run = run
        try advance()
    }

    /// Appends the ordinals of the present group, by their new names, and goes to the next group.
    mutating func take(
        mappedBy places: [UInt32], into target: inout [UInt32], _ isSorted: inout Bool
    ) throws(StoreError) {
        let group = groups[next - 1]
        for ordinal in ordinals[group.start..<group.end] {
            guard Int(ordinal) < places.count else {
                throw StoreError(.damaged, "The history index names an entry that it does not hold")
            }
            let place = places[Int(ordinal)]
            if let last = target.last, last >= place { isSorted = false }
            target.append(place)
        }
        try advance()
    }

    private mutating func advance() throws(StoreError) {
        while next >= groups.count {
            guard nextBlock < run.postings.blocks.count else {
                term = nil
                return
            }
            try load(nextBlock)
            next = 0
            nextBlock += 1
        }
        term = groups[next].term
        next += 1
    }

    private mutating func load(_ block: Int) throws(StoreError) {
        var (groups, ordinals) = (self.groups, self.ordinals)
        groups.removeAll(keepingCapacity: true)
        ordinals.removeAll(keepingCapacity: true)
        try run.withBlock(block, of: run.postings, &buffer) { bytes in
            var reader = PostingBlockReader(bytes)
            while let group = reader.next() {
                let start = ordinals.count
                PostingBlockReader.appendOrdinals(group.list, to: &ordinals)
                groups.append((group.term, start, ordinals.count))
            }
        }
        (self.groups, self.ordinals) = (groups, ordinals)
    }
}
