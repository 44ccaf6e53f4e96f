/// How a part of a key is written as the name of a file or folder.
///
/// Ordinary names stay as they are. What cannot stand in a name, or would mean something else there, is written as
/// `%` and two digits; a `%` without digits is a mark of its own. The document `docs/formats/buckets.md` has the rules.
enum FileName {
    /// The folder beside objects that holds what belongs to them, and in a bucket's own folder to the bucket.
    static let system = ".cairn"
    /// Stands for an empty part, and behind the name of an object whose plain name is taken by a folder.
    static let mark = "%"
    /// Stands behind the name of a folder in which the rest of a part follows that is too long for one name.
    static let continuation = "%%"

    /// Parts are cut when their name has so many bytes: room for marks, and for the ending of a record's name.
    private static let byteCountMax = 200

    /// Returns the names for a part of a key: one, and more only if it is too long for one; all but the last one are
    /// folders.
    static func names(for part: Substring) -> [String] {
        if part.isEmpty { return [mark] }
        if isPlain(part.utf8) { return [String(part)] }
        var names: [String] = []
        var name: [UInt8] = []
        for scalar in part.unicodeScalars {
            if name.count >= byteCountMax {
                names.append(String(decoding: name, as: UTF8.self) + continuation)
                name = []
            }
            append(scalar, to: &name)
        }
        let last = String(decoding: name, as: UTF8.self)
        names.append(isReserved(last) ? "%2E" + last.dropFirst() : last)
        return names
    }

    /// Whether a part is its own name without further ado, as most are.
    private static func isPlain(_ part: Substring.UTF8View) -> Bool {
        part.count < byteCountMax && part.first != UInt8(ascii: ".")
            && part.allSatisfy { 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "%") }
    }

    private static func isReserved(_ name: String) -> Bool {
        name == "." || name == ".." || name.lowercased() == system
    }

    private static func append(_ scalar: Unicode.Scalar, to name: inout [UInt8]) {
        guard scalar.value < 0x20 || scalar.value == 0x7F || scalar == "%" else {
            name.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            return
        }
        name.append(UInt8(ascii: "%"))
        name.append(digit(UInt8(scalar.value) >> 4))
        name.append(digit(UInt8(scalar.value) & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    /// What a name in a folder stands for.
    enum Meaning: Equatable {
        case part([UInt8])
        /// A part whose plain name is taken by a folder: only of files.
        case markedPart([UInt8])
        /// The beginning of a part: only of folders.
        case beginning([UInt8])
    }

    /// Reads a name; `nil` if no key is ever written like this.
    static func meaning(of name: String) -> Meaning? {
        if name == mark { return .part([]) }
        if name == mark + mark { return .markedPart([]) }
        if name.hasSuffix(continuation) { return decoded(name.utf8.dropLast(2)).map(Meaning.beginning) }
        if name.hasSuffix(mark) { return decoded(name.utf8.dropLast()).map(Meaning.markedPart) }
        return decoded(name.utf8[...]).map(Meaning.part)
    }

    private static func decoded(_ name: Substring.UTF8View) -> [UInt8]? {
        guard name.contains(UInt8(ascii: "%")) else { return Array(name) }
        var bytes: [UInt8] = []
        var rest = name
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
