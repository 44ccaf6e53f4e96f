/// What a detector has to remember, as bytes: it goes on from them as if it had never stopped.
extension InsightDetector {
    private static let magic: UInt64 = 0x4341_4952_4e49_0001

    /// Writes everything, piece by piece, so that no second copy is made.
    /// - Parameter output: takes the pieces in order; what it throws ends the writing.
    public func writeCheckpoint(to output: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        var writer = ByteWriter(output: output)
        try writer.number(Self.magic)
        try writer.number(UInt32(table.countMax))
        try writer.number(UInt32(texts.countMax))
        try writeClock(&writer)
        try writeTexts(&writer)
        try writeTable(&writer)
        try writeActive(&writer)
        try writer.finish()
    }

    private func writeClock(_ writer: inout ByteWriter) throws {
        try writer.number(clock.newest ?? .min)
        try writer.number(closed)
        try writer.number(dropWatchHour)
        try writer.numbers(dropWatch)
        try writer.number(UInt32(clamping: silentMinutes))
        try writer.number(lastSilence)
        for slot in 0..<4 {
            try writer.numbers(open[slot])
            try writer.number(UInt8(isHeard[slot] ? 1 : 0))
        }
        for count in [counts.observed, counts.late, counts.misdated, counts.refused, counts.started] {
            try writer.number(count)
        }
    }

    private func writeTexts(_ writer: inout ByteWriter) throws {
        try writer.numbers(texts.keys)
        for text in texts.texts { try writer.text(text) }
        try writer.number(UInt32(scopes.count))
        for (scope, hour) in scopes.sorted(by: { $0.key < $1.key }) {
            try writer.number(scope)
            try writer.number(hour)
        }
    }

    private func writeTable(_ writer: inout ByteWriter) throws {
        try writer.number(UInt32(table.states.count))
        for state in table.states { try state.write(to: &writer) }
        try writer.numbers(table.sums)
        try writer.numbers(table.peaks5)
        try writer.numbers(table.peaks10)
        try writer.numbers(table.minutes)
        try writer.number(UInt32(table.shares.count))
        for share in table.shares {
            try writer.number(share.text)
            try writer.number(share.weight)
        }
        try writer.numbers(table.heard)
        try writer.number(table.heardMin)
    }

    private func writeActive(_ writer: inout ByteWriter) throws {
        try writer.number(UInt32(active.count))
        for (_, insight) in active.sorted(by: { $0.key < $1.key }) { try insight.write(to: &writer) }
        try writer.number(UInt32(trackers.count))
        for (index, tracker) in trackers.sorted(by: { $0.key < $1.key }) {
            try writer.number(UInt32(index))
            try tracker.write(to: &writer)
        }
    }

    // MARK: Reading

    /// Goes on from a checkpoint.
    /// - Throws: ``CheckpointError`` if the bytes are not a checkpoint of this version and of these bounds.
    public init(checkpoint bytes: [UInt8], configuration: InsightConfiguration) throws(CheckpointError) {
        self.init(configuration: configuration)
        var reader = try ByteReader(bytes)
        guard try reader.number(UInt64.self) == Self.magic, try reader.number(UInt32.self) == UInt32(table.countMax),
            try reader.number(UInt32.self) == UInt32(texts.countMax)
        else { throw .foreign }
        try readClock(&reader)
        try readTexts(&reader)
        try readTable(&reader)
        try readActive(&reader)
        guard reader.isAtEnd, isConsistent else { throw .damaged }
    }

    private mutating func readClock(_ reader: inout ByteReader) throws(CheckpointError) {
        let newest = try reader.number(Int32.self)
        clock = MinuteClock(newest: newest == .min ? nil : newest)
        closed = try reader.number()
        dropWatchHour = try reader.number()
        dropWatch = try reader.numbers()
        silentMinutes = Int(try reader.number(UInt32.self))
        lastSilence = try reader.number()
        for slot in 0..<4 {
            open[slot] = try reader.numbers()
            isHeard[slot] = try reader.number(UInt8.self) == 1
        }
        counts.observed = try reader.number()
        counts.late = try reader.number()
        counts.misdated = try reader.number()
        counts.refused = try reader.number()
        counts.started = try reader.number()
    }

    private mutating func readTexts(_ reader: inout ByteReader) throws(CheckpointError) {
        let keys = try reader.numbers(UInt64.self)
        var texts: [String] = []
        for _ in keys { texts.append(try reader.text()) }
        guard self.texts.restore(texts, keys: keys) else { throw .damaged }
        for _ in 0..<(try reader.count(elementBytes: 12)) {
            let scope = try reader.number(UInt64.self)
            scopes[scope] = try reader.number()
        }
    }

    private mutating func readTable(_ reader: inout ByteReader) throws(CheckpointError) {
        let count = try reader.count(elementBytes: 64)
        guard count <= table.countMax else { throw .damaged }
        table.states.reserveCapacity(count)
        for _ in 0..<count { table.states.append(try SeriesState(from: &reader)) }
        table.sums = try reader.numbers()
        table.peaks5 = try reader.numbers()
        table.peaks10 = try reader.numbers()
        table.minutes = try reader.numbers()
        let shareCount = try reader.count(elementBytes: 8)
        table.shares.reserveCapacity(shareCount)
        for _ in 0..<shareCount {
            table.shares.append(ValueShare(text: try reader.number(), weight: try reader.float()))
        }
        table.heard = try reader.numbers()
        table.heardMin = try reader.number()
        table.restoreIndex()
    }

    private mutating func readActive(_ reader: inout ByteReader) throws(CheckpointError) {
        for _ in 0..<(try reader.count(elementBytes: 16)) {
            let insight = try ActiveInsight(from: &reader)
            active[insight.series] = insight
        }
        for _ in 0..<(try reader.count(elementBytes: 16)) {
            let index = Int(try reader.number(UInt32.self))
            trackers[index] = try CallTracker(from: &reader)
        }
    }

    /// Whether all numbers point at something that is there.
    private var isConsistent: Bool {
        let count = table.states.count
        let indexes = dropWatch + open.joined()
        return table.sums.count == count * SeriesTable.hoursKept && table.peaks5.count == table.sums.count
            && table.peaks10.count == table.sums.count && table.minutes.count == count * SeriesTable.minutesKept
            && table.shares.count == count * SeriesTable.attributeCount * SeriesTable.sharesKept
            && table.heard.count == SeriesTable.hoursKept
            && indexes.allSatisfy { (0..<count).contains(Int($0)) }
            && active.keys.allSatisfy { (0..<count).contains($0) }
            && trackers.keys.allSatisfy { (0..<count).contains($0) }
            && table.states.allSatisfy { $0.hour >= 0 && $0.hour < 20_000_000 && $0.ringMinute >= 0 }
    }
}
