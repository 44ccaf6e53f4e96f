import CairnModel

/// The models that a codec works with for one call.
struct CodecContext {
    let service: ServiceModel
    let operation: OperationModel

    var input: ShapeModel? { operation.input.map(service.shape) }
    var output: ShapeModel? { operation.output.map(service.shape) }
}

extension CodecContext {
    /// Tells whether a member travels as a stream (a blob without bound, or events), which codecs leave alone.
    func isStream(_ member: MemberModel) -> Bool {
        let shape = service.shape(member.shape)
        return member.traits.contains(.streaming) || !shape.traits.isDisjoint(with: [.streaming, .eventStream])
    }

    /// Tells whether the body of that shape is a stream. RPC protocols send events in a member that is no payload.
    func hasStreamingBody(_ shape: ShapeModel) -> Bool {
        if let payload = shape.payload {
            return shape.member(named: payload).map(isStream) ?? false
        }
        // By index: a copy of each member and shape would cost more than the rest of a small call.
        for index in shape.members.indices where shape.members[index].location == .body {
            if service.shapes[shape.members[index].shape.index].traits.contains(.eventStream) { return true }
        }
        return false
    }
}

extension WireBody {
    /// The bytes, if they are all there and not compressed.
    ///
    /// - Throws: ``WireError`` with `truncated`, or `unsupported` for a `Content-Encoding`: a call whose body is
    ///   compressed is recorded without its parameters rather than inflated on the way.
    func readable(_ headers: HeaderFields) throws(WireError) -> [UInt8] {
        guard isComplete else {
            throw WireError(code: .truncated, message: "Only \(bytes.count) of \(totalByteCount) bytes were kept")
        }
        if let coding = headers["Content-Encoding"], !bytes.isEmpty, Self.isCompression(coding) {
            throw WireError(code: .unsupported, message: "The body is encoded as \(coding)")
        }
        return bytes
    }

    /// Some operations carry the encoding of their content in this header, in words of their own.
    private static func isCompression(_ coding: String) -> Bool {
        let codings = ["gzip", "x-gzip", "deflate", "compress", "br", "zstd", "aws-chunked"]
        return coding.split(separator: ",").contains { part in
            codings.contains { $0.equalsIgnoringASCIICase(String(part).trimmingASCIISpace) }
        }
    }
}
