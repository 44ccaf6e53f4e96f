extension SeriesState {
    func write(to writer: inout ByteWriter) throws {
        try writer.number(key)
        for text in [account, region, source, name, errorCode] { try writer.number(text) }
        for time in [scopeHour, hour, ringMinute, limitsThird, shareDay] { try writer.number(time) }
        for count in [hourCount, hourPeak5, hourPeak10] { try writer.number(count) }
        for value in [shareWeight, limits.mean5, limits.spike5, limits.spike10, limits.drop5] {
            try writer.number(value)
        }
        try writer.number(flags.rawValue)
    }

    init(from reader: inout ByteReader) throws(CheckpointError) {
        self.init()
        key = try reader.number()
        account = try reader.number()
        region = try reader.number()
        source = try reader.number()
        name = try reader.number()
        errorCode = try reader.number()
        scopeHour = try reader.number()
        hour = try reader.number()
        ringMinute = try reader.number()
        limitsThird = try reader.number()
        shareDay = try reader.number()
        hourCount = try reader.number()
        hourPeak5 = try reader.number()
        hourPeak10 = try reader.number()
        shareWeight = try reader.float()
        limits.mean5 = try reader.float()
        limits.spike5 = try reader.float()
        limits.spike10 = try reader.float()
        limits.drop5 = try reader.float()
        flags = Flags(rawValue: try reader.number())
    }
}

extension ActiveInsight {
    func write(to writer: inout ByteWriter) throws {
        try writer.number(UInt32(series))
        try writer.number(direction.rawValue)
        try writer.number(start)
        try writer.number(last)
        try writer.number(calls)
        try writer.number(callsSoFar)
        try writer.number(UInt32(clamping: calm))
        try writer.number(baselineAverage)
        try writer.number(UInt32(clamping: baselineMinutes))
        try writer.number(UInt32(baselineShares.count))
        for shares in baselineShares {
            try writer.number(UInt32(shares.count))
            for share in shares {
                try writer.number(share.text)
                try writer.number(share.share)
            }
        }
    }

    init(from reader: inout ByteReader) throws(CheckpointError) {
        series = Int(try reader.number(UInt32.self))
        guard let direction = Direction(rawValue: try reader.number()) else { throw .damaged }
        self.direction = direction
        start = try reader.number()
        last = try reader.number()
        calls = try reader.number()
        callsSoFar = try reader.number()
        calm = Int(try reader.number(UInt32.self))
        baselineAverage = try reader.double()
        baselineMinutes = Int(try reader.number(UInt32.self))
        baselineShares = []
        guard try reader.number(UInt32.self) == UInt32(SeriesTable.attributeCount), last >= start else {
            throw .damaged
        }
        for _ in 0..<SeriesTable.attributeCount {
            var shares: [AttributedValue] = []
            for _ in 0..<(try reader.count(elementBytes: 12)) {
                shares.append(AttributedValue(text: try reader.number(), share: try reader.double()))
            }
            baselineShares.append(shares)
        }
    }
}

extension CallTracker {
    func write(to writer: inout ByteWriter) throws {
        try writer.number(total)
        for values in values {
            try writer.number(UInt32(values.count))
            for (text, count) in values.sorted(by: { $0.key < $1.key }) {
                try writer.number(text)
                try writer.number(count)
            }
        }
    }

    init(from reader: inout ByteReader) throws(CheckpointError) {
        let total = try reader.number(UInt64.self)
        var values: [[TextTable.ID: UInt64]] = []
        for _ in 0..<SeriesTable.attributeCount {
            var counts: [TextTable.ID: UInt64] = [:]
            for _ in 0..<(try reader.count(elementBytes: 12)) {
                let text = try reader.number(TextTable.ID.self)
                counts[text] = try reader.number()
            }
            values.append(counts)
        }
        self.init(values: values, total: total)
    }
}
