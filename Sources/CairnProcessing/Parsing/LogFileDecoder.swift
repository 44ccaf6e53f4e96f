import CairnGzip

/// Turns the bytes of a log file as it lies in the bucket into events, part by part and in constant memory.
///
/// Files are single members of gzip; a file that is not compressed at all is read as it is.
struct LogFileDecoder: ~Copyable {
    private let file: LogFile
    private let parser: LogFileParser
    private var gunzip: GunzipStream?
    private var isPlain: Bool?

    init(file: LogFile, options: ParsingOptions = ParsingOptions()) {
        self.file = file
        parser = LogFileParser(file: file, options: options)
    }

    /// Takes the next part of the file and hands over the events that it completes.
    mutating func feed(_ part: ArraySlice<UInt8>, _ receive: (CloudTrailEvent) -> Void) throws(LogParsingError) {
        guard let first = part.first else { return }
        // No text begins with the first byte of gzip.
        if isPlain == nil { isPlain = first != 0x1F }
        var failure: LogParsingError?
        part.withUnsafeBytes { bytes in
            do throws(LogParsingError) {
                if isPlain == true { try parser.feed(bytes, receive) } else { try inflate(bytes, receive) }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    /// Ends the file.
    func finish() throws(LogParsingError) {
        if isPlain == false {
            do throws(GzipError) {
                try gunzip?.finish()
            } catch {
                throw LogParsingError(.damagedGzip, "\(file): \(error.message)")
            }
        }
        try parser.finish()
    }

    private mutating func inflate(
        _ bytes: UnsafeRawBufferPointer, _ receive: (CloudTrailEvent) -> Void
    ) throws(LogParsingError) {
        let parser = parser
        var failure: LogParsingError?
        do throws(GzipError) {
            if gunzip == nil { gunzip = try GunzipStream() }
            try gunzip?.feed(bytes) { text in
                // The stream's errors are of another type: the first one of the parser ends the rest.
                if failure != nil { return }
                do throws(LogParsingError) { try parser.feed(text, receive) } catch { failure = error }
            }
        } catch {
            throw failure ?? LogParsingError(.damagedGzip, "\(file): \(error.message)")
        }
        if let failure { throw failure }
    }
}
