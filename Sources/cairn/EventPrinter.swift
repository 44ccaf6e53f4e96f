import CairnModel

/// Prints records in the format that was asked for, each as soon as it is there; a JSON array closes in `finish`.
struct EventPrinter {
    let format: OutputFormat
    private let array: JSONArrayPrinter

    init(format: OutputFormat) {
        self.format = format
        array = JSONArrayPrinter()
    }

    func print(_ record: JSON, bytes: [UInt8]) {
        switch format {
        case .ndjson: Terminal.write(bytes)
        case .json: array.print(bytes)
        case .table: Terminal.write(Self.line(of: record))
        }
    }

    func finish() {
        if format == .json { array.finish() }
    }

    /// `time  source  name  who  error`, in columns that mostly line up.
    static func line(of record: JSON) -> String {
        let source = (record["eventSource"]?.stringValue ?? "-").replacingSuffix(".amazonaws.com", with: "")
        let columns = [
            (record["eventTime"]?.stringValue ?? "-", 20), (record["awsRegion"]?.stringValue ?? "-", 12), (source, 16),
            (record["eventName"]?.stringValue ?? "-", 28), (caller(of: record), 24),
        ]
        let line = columns.map { $0.0.padded(to: $0.1) }.joined(separator: "  ")
        guard let error = record["errorCode"]?.stringValue else { return line.trimmedEnd() }
        return line + "  " + error
    }

    static func caller(of record: JSON) -> String {
        guard let identity = record["userIdentity"] else { return "-" }
        if let name = identity["userName"]?.stringValue { return name }
        if identity["type"]?.stringValue == "Root" { return "root" }
        if let arn = identity["arn"]?.stringValue, let session = arn.split(separator: "/").last {
            return String(session)
        }
        return identity["invokedBy"]?.stringValue ?? identity["principalId"]?.stringValue ?? "-"
    }
}

/// Writes a JSON array of which the elements come one by one.
private final class JSONArrayPrinter {
    private var isFirst = true

    func print(_ element: [UInt8]) {
        Terminal.write(Array((isFirst ? "[" : ",").utf8) + element)
        isFirst = false
    }

    func finish() { Terminal.write(isFirst ? "[]" : "]") }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        count >= width ? self : self + String(repeating: " ", count: width - count)
    }

    fileprivate func trimmedEnd() -> String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    fileprivate func replacingSuffix(_ suffix: String, with replacement: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) + replacement : self
    }
}
