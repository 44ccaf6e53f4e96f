import CairnModel
import CairnSigning
import NIOCore

/// What stands around the bytes of a content, and is taken off as they come.
enum PayloadFraming: Sendable {
    case none
    /// Chunks, whose signatures nobody checks.
    case chunked(AWSChunkedDecoder)
    /// Chunks as the request's signature announces them, with signatures that are checked if they have them.
    case signed(SignedChunkDecoder)

    /// - Parameter signed: what the request's signature says of the body; `nil` if signatures are not checked.
    init(_ headers: HeaderFields, signed: VerifiedSignature.Body?) {
        if case .chunked(let decoder)? = signed {
            self = .signed(decoder)
        } else if headers["x-amz-content-sha256"]?.hasPrefix("STREAMING-") == true
            || ContentCoding.isAWSChunked(headers["Content-Encoding"])
        {
            self = .chunked(AWSChunkedDecoder())
        } else {
            self = .none
        }
    }

    /// The content in a piece of the body.
    ///
    /// - Throws: ``S3Failure`` with `IncompleteBody` for broken framing, `SignatureDoesNotMatch` for a chunk that is not
    ///   the one that was signed.
    mutating func decode(_ piece: ByteBuffer) throws -> ByteBuffer {
        switch self {
        case .none: return piece
        case .chunked(var decoder):
            // One reference only, lest the decoder's buffers be copied.
            self = .none
            defer { self = .chunked(decoder) }
            return try decoder.decode(piece)
        case .signed(var decoder):
            self = .none
            defer { self = .signed(decoder) }
            do {
                return ByteBuffer(bytes: try decoder.decode(piece.readableBytesView))
            } catch {
                throw S3Failure(chunk: error)
            }
        }
    }

    /// Ends the content.
    ///
    /// - Returns: the fields behind it.
    mutating func finish() throws -> HeaderFields {
        switch self {
        case .none: return HeaderFields()
        case .chunked(let decoder): return try decoder.finish()
        case .signed(var decoder):
            do {
                return try decoder.finish()
            } catch {
                throw S3Failure(chunk: error)
            }
        }
    }
}

extension S3Failure {
    fileprivate init(chunk error: SignatureError) {
        switch error.code {
        case .malformed: self.init("IncompleteBody", 400, error.message)
        default: self.init("SignatureDoesNotMatch", 403, BucketRefusal.mismatchMessage)
        }
    }
}
