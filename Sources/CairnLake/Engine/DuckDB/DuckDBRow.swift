import CairnModel

/// A row as DuckDB writes it: a JSON object, in which numbers that JSON does not have stand as they are.
enum DuckDBRow {
    static func object(_ line: ArraySlice<UInt8>) throws(LakeError) -> JSONObject {
        if let object = (try? JSON(parsing: Array(line)))?.objectValue { return object }
        if let object = (try? JSON(parsing: quotingNumbers(line)))?.objectValue { return object }
        throw LakeError(.engineFailed, "DuckDB has written a row that is no JSON")
    }

    /// Puts `NaN`, `Infinity` and `-Infinity` in quotes.
    private static func quotingNumbers(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(line.count + 16)
        var index = line.startIndex
        var isInText = false
        while index < line.endIndex {
            let byte = line[index]
            if isInText {
                if byte == UInt8(ascii: "\\"), index + 1 < line.endIndex {
                    result += line[index...index + 1]
                    index += 2
                    continue
                }
                isInText = byte != UInt8(ascii: "\"")
            } else if byte == UInt8(ascii: "\"") {
                isInText = true
            } else if let word = words.first(where: { line[index...].starts(with: $0) }) {
                result += [UInt8(ascii: "\"")] + word + [UInt8(ascii: "\"")]
                index += word.count
                continue
            }
            result.append(byte)
            index += 1
        }
        return result
    }

    private static let words = ["NaN", "-NaN", "Infinity", "-Infinity", "inf", "-inf", "nan"].map { Array($0.utf8) }
}
