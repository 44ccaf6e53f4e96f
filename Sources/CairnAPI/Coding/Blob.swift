public import CairnModel

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import struct Foundation.Data
#endif

/// Bytes; on the wire a string in base64.
public struct Blob: APIValue {
    public var bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init(json: JSON) throws(APICodingError) {
        guard let text = json.stringValue, let data = Data(base64Encoded: text) else {
            throw .expected("a string in base64", found: json)
        }
        bytes = [UInt8](data)
    }

    public func write(to writer: inout JSONWriter) { writer.string(Data(bytes).base64EncodedString()) }
}
