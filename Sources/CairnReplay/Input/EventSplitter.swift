import CairnModel

/// Cuts a stream of bytes into the values that may be events, in memory that does not grow with the stream.
///
/// Lists are entered wherever they stand: `{"Records":[…]}`, `{"Events":[…]}`, plain arrays, lines, lists in lists. What
/// breaks JSON is reported with its place, and the next element, or the next line, is taken up again.
struct EventSplitter {
    enum Piece {
        /// One JSON value, not checked yet, and the offset of its first byte.
        case value([UInt8], offset: Int)
        case problem(offset: Int, message: String)
    }

    private enum Container {
        case array
        /// An object around a list; its other members are passed over.
        case wrapper
    }

    private enum Extent {
        case wrapper(listStart: Int)
        case value(end: Int)
        case incomplete
        case broken
    }

    /// A value that does not end within that many bytes is given up.
    var valueBytesMax = 16 << 20
    private static let keptBytesMax = 1 << 20
    private static let depthMax = 16

    private var buffer: [UInt8] = []
    private var position = 0
    private var bufferOffset = 0
    private var containers: [Container] = []
    private var hasBegun = false
    /// Behind something broken, before the next line or object.
    private var isSkipping = false

    private var offset: Int { bufferOffset + position }

    /// Takes the next bytes and hands over what is whole.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, _ receive: (Piece) -> Void) {
        if position > Self.keptBytesMax || position == buffer.count { dropConsumed() }
        buffer.append(contentsOf: bytes)
        while step(isAtEnd: false, receive) {}
    }

    /// Ends the stream and reports what it leaves open.
    mutating func finish(_ receive: (Piece) -> Void) {
        while step(isAtEnd: true, receive) {}
        skipBlanks()
        if position < buffer.count {
            receive(.problem(offset: offset, message: "the input ends in the middle of a value"))
        } else if !containers.isEmpty {
            receive(.problem(offset: offset, message: "the input ends before its list does"))
        }
    }

    private mutating func dropConsumed() {
        buffer.removeFirst(position)
        bufferOffset += position
        position = 0
    }

    /// Takes one token or value; false if more bytes are needed.
    private mutating func step(isAtEnd: Bool, _ receive: (Piece) -> Void) -> Bool {
        guard hasPassedByteOrderMark(isAtEnd: isAtEnd) else { return false }
        if isSkipping { skipRest() }
        skipBlanks()
        guard position < buffer.count else { return false }
        if containers.last == .wrapper { return stepInWrapper(isAtEnd: isAtEnd, receive) }
        switch buffer[position] {
        case UInt8(ascii: "]") where containers.last == .array:
            containers.removeLast()
            position += 1
            return true
        case UInt8(ascii: "[") where containers.count < Self.depthMax:
            containers.append(.array)
            position += 1
            return true
        case UInt8(ascii: "{"), UInt8(ascii: "\""): return takeValue(isAtEnd: isAtEnd, receive)
        default:
            receive(.problem(offset: offset, message: "something that is no event"))
            beginSkipping()
            return true
        }
    }

    private mutating func stepInWrapper(isAtEnd: Bool, _ receive: (Piece) -> Void) -> Bool {
        if buffer[position] == UInt8(ascii: "}") {
            containers.removeLast()
            position += 1
            return true
        }
        switch member(at: position, end: buffer.count) {
        case .wrapper(let listStart):
            position = listStart
            containers.append(.array)
        case .value(let end): position = end
        case .incomplete:
            guard isAtEnd || buffer.count - position > valueBytesMax else { return false }
            fallthrough
        case .broken:
            receive(.problem(offset: offset, message: "no member of an object where one should be"))
            containers.removeLast()
            beginSkipping()
        }
        return true
    }

    private mutating func takeValue(isAtEnd: Bool, _ receive: (Piece) -> Void) -> Bool {
        if containers.isEmpty, let lineEnd = tornLineEnd() {
            receive(.problem(offset: offset, message: "the line ends in the middle of a value"))
            position = lineEnd
            return true
        }
        switch extent(at: position, end: buffer.count) {
        case .wrapper(let listStart):
            position = listStart
            containers += [.wrapper, .array]
        case .value(let end):
            receive(.value(Array(buffer[position..<end]), offset: offset))
            position = end
        case .incomplete:
            if isAtEnd { return false }
            guard buffer.count - position > valueBytesMax else { return false }
            receive(.problem(offset: offset, message: "a value of more than \(valueBytesMax >> 20) MB"))
            beginSkipping()
        case .broken:
            receive(.problem(offset: offset, message: "broken JSON"))
            beginSkipping()
        }
        return true
    }

    // MARK: Extents

    /// What begins at a place: an object around a list, or a whole value.
    private func extent(at start: Int, end: Int) -> Extent {
        buffer.withUnsafeBytes { bytes in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[..<end]), at: start)
            guard scanner.peek() == UInt8(ascii: "{") else {
                return scanner.skipValue() == nil ? .incomplete : .value(end: scanner.position)
            }
            _ = scanner.enterObject()
            while let key = scanner.nextKey() {
                if let list = Self.listStart(behind: key, &scanner) { return .wrapper(listStart: list) }
                guard scanner.skipValue() != nil else { return .incomplete }
                guard let next = scanner.peek() else { return .incomplete }
                guard next == UInt8(ascii: ",") || next == UInt8(ascii: "}") else { return .broken }
            }
            if scanner.hasEnded(with: UInt8(ascii: "}")) { return .value(end: scanner.position) }
            return scanner.peek() == nil ? .incomplete : Self.brokenOrOpen(scanner)
        }
    }

    /// A member of an object around a list: a further list, or something to pass over.
    private func member(at start: Int, end: Int) -> Extent {
        buffer.withUnsafeBytes { bytes in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: bytes[..<end]), at: start)
            guard scanner.peek() == UInt8(ascii: "\"") else { return .broken }
            guard let key = scanner.nextKey() else { return Self.brokenOrOpen(scanner) }
            if let list = Self.listStart(behind: key, &scanner) { return .wrapper(listStart: list) }
            guard scanner.skipValue() != nil, scanner.peek() != nil else { return .incomplete }
            return .value(end: scanner.position)
        }
    }

    /// A string that has not ended may still do so.
    private static func brokenOrOpen(_ scanner: JSONScanner) -> Extent {
        var scanner = scanner
        guard let byte = scanner.peek() else { return .incomplete }
        guard byte == UInt8(ascii: "\"") else { return .broken }
        return scanner.skipString() == nil || scanner.peek() == nil ? .incomplete : .broken
    }

    private static func listStart(behind key: Range<Int>, _ scanner: inout JSONScanner) -> Int? {
        let name = UnsafeRawBufferPointer(rebasing: scanner.bytes[key])
        guard name.elementsEqual("Records".utf8) || name.elementsEqual("Events".utf8),
            scanner.peek() == UInt8(ascii: "[")
        else { return nil }
        return scanner.position + 1
    }

    /// The end of a line that is not whole and is followed by one that begins anew: a write that was cut off.
    private func tornLineEnd() -> Int? {
        guard let newline = buffer[position...].firstIndex(of: 0x0A), newline + 1 < buffer.count,
            buffer[newline + 1] == UInt8(ascii: "{"), newline > position + 1
        else { return nil }
        switch extent(at: position, end: newline) {
        case .incomplete, .broken: return newline + 1
        case .wrapper, .value: return nil
        }
    }

    // MARK: Skipping

    private mutating func hasPassedByteOrderMark(isAtEnd: Bool) -> Bool {
        if hasBegun { return true }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard isAtEnd || buffer.count >= mark.count || !mark.starts(with: buffer) else { return false }
        hasBegun = true
        if buffer.starts(with: mark) { position = mark.count }
        return true
    }

    private mutating func skipBlanks() {
        while position < buffer.count {
            switch buffer[position] {
            case 0x20, 0x0A, 0x0D, 0x09, 0x1E, UInt8(ascii: ","): position += 1
            default: return
            }
        }
    }

    private mutating func beginSkipping() {
        position += 1
        isSkipping = true
    }

    /// Goes on behind the line, or at the next object.
    private mutating func skipRest() {
        while position < buffer.count {
            if buffer[position] == 0x0A || buffer[position] == UInt8(ascii: "{") {
                isSkipping = false
                return
            }
            position += 1
        }
    }
}
