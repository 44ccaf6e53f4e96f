/// A part of the input that is no event, or cannot be read; the rest is read all the same.
public struct InputProblem: Sendable, Hashable, CustomStringConvertible {
    /// The file, object or segment; `-` for standard input.
    public var file: String
    /// The offset of the first byte, after decompression; `nil` if the file as a whole is meant.
    public var offset: Int?
    public var message: String

    public init(file: String, offset: Int? = nil, message: String) {
        self.file = file
        self.offset = offset
        self.message = message
    }

    public var description: String { offset.map { "\(file) at byte \($0): \(message)" } ?? "\(file): \(message)" }
}
