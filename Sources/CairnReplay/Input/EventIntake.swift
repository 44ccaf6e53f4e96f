import CairnGzip
import CairnModel

/// Reads one file of events, plain or gzip, part by part: finds each record in whatever form it stands.
///
/// Understood are log files, answers of LookupEvents, EventBridge's events, lists, lines, records as JSON in a text.
/// Digest files, which lie beside log files, are passed over.
struct EventIntake: ~Copyable {
    enum Item {
        case event(RecordedEvent)
        case problem(InputProblem)
    }

    private let file: String
    private var splitter = EventSplitter()
    private var gunzip: GunzipStream?
    private var head: [UInt8] = []
    private var isPlain = false
    private var isGivenUp = false
    private var hasEvents = false
    private var hasProblems = false
    private var isDigest = false
    private static let nestingMax = 6

    init(file: String) { self.file = file }

    /// Takes the next bytes of the file.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, _ receive: (Item) -> Void) {
        if isGivenUp || bytes.isEmpty { return }
        if isPlain || gunzip != nil { return pass(bytes, receive) }
        head += bytes
        guard head.count >= 2 else { return }
        begin(receive)
    }

    /// Ends the file and reports what is wrong with it as a whole.
    mutating func finish(_ receive: (Item) -> Void) {
        if !isPlain && gunzip == nil && !head.isEmpty { begin(receive) }
        if gunzip != nil, !isGivenUp {
            do throws(GzipError) { try gunzip?.finish() } catch { giveUp(error, receive) }
        }
        var pieces: [EventSplitter.Piece] = []
        splitter.finish { pieces.append($0) }
        for piece in pieces { read(piece, receive) }
        if !hasEvents, !hasProblems, !isDigest, !head.isEmpty || isPlain {
            receive(.problem(InputProblem(file: file, message: "there are no events in it")))
        }
    }

    private mutating func begin(_ receive: (Item) -> Void) {
        let bytes = head
        head = [0]
        if bytes.starts(with: [0x1F, 0x8B]) {
            do throws(GzipError) { gunzip = try GunzipStream() } catch { return giveUp(error, receive) }
        } else {
            isPlain = true
        }
        bytes.withUnsafeBytes { pass($0, receive) }
    }

    private mutating func pass(_ bytes: UnsafeRawBufferPointer, _ receive: (Item) -> Void) {
        if isPlain { return split(bytes, receive) }
        // The decompressor hands over at most 64 KB at a time.
        do throws(GzipError) {
            var pieces: [[UInt8]] = []
            var rest = bytes
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest.prefix(4 << 10))
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
                do throws(GzipError) {
                    try gunzip?.feed(part) { (piece) throws(GzipError) in pieces.append(Array(piece)) }
                } catch {
                    for piece in pieces { piece.withUnsafeBytes { split($0, receive) } }
                    throw error
                }
                for piece in pieces { piece.withUnsafeBytes { split($0, receive) } }
                pieces.removeAll(keepingCapacity: true)
            }
        } catch {
            giveUp(error, receive)
        }
    }

    private mutating func giveUp(_ error: GzipError, _ receive: (Item) -> Void) {
        isGivenUp = true
        hasProblems = true
        receive(.problem(InputProblem(file: file, message: error.message)))
    }

    private mutating func split(_ bytes: UnsafeRawBufferPointer, _ receive: (Item) -> Void) {
        var pieces: [EventSplitter.Piece] = []
        splitter.feed(bytes) { pieces.append($0) }
        for piece in pieces { read(piece, receive) }
    }

    private mutating func read(_ piece: EventSplitter.Piece, _ receive: (Item) -> Void) {
        switch piece {
        case .problem(let offset, let message):
            if isGivenUp { return }
            report(offset, message, receive)
        case .value(let bytes, let offset):
            do throws(JSONError) {
                read(try JSON(parsing: bytes), offset: offset, depth: 0, receive)
            } catch {
                report(offset + error.offset, error.message, receive)
            }
        }
    }

    private mutating func read(_ json: JSON, offset: Int, depth: Int, _ receive: (Item) -> Void) {
        guard depth < Self.nestingMax else { return report(offset, "lists or texts nest too deep", receive) }
        switch json {
        case .array(let elements):
            for element in elements { read(element, offset: offset, depth: depth + 1, receive) }
        case .string(let text): readText(text, offset: offset, depth: depth, receive)
        case .object(let object): read(object, offset: offset, depth: depth, receive)
        default: report(offset, "something that is no event", receive)
        }
    }

    private mutating func read(_ object: JSONObject, offset: Int, depth: Int, _ receive: (Item) -> Void) {
        if let event = RecordedEvent(object) {
            hasEvents = true
            return receive(.event(event))
        }
        if let inner = object["CloudTrailEvent"] ?? object["detail"] {
            return read(inner, offset: offset, depth: depth + 1, receive)
        }
        if let list = object["Records"] ?? object["Events"], list.arrayValue != nil {
            return read(list, offset: offset, depth: depth + 1, receive)
        }
        if object["digestStartTime"] != nil {
            isDigest = true
            return
        }
        report(offset, "an object that is no event", receive)
    }

    private mutating func readText(_ text: String, offset: Int, depth: Int, _ receive: (Item) -> Void) {
        guard let inner = try? JSON(parsing: text) else {
            return report(offset, "a text that is no event", receive)
        }
        read(inner, offset: offset, depth: depth + 1, receive)
    }

    private mutating func report(_ offset: Int, _ message: String, _ receive: (Item) -> Void) {
        hasProblems = true
        receive(.problem(InputProblem(file: file, offset: offset, message: message)))
    }
}
