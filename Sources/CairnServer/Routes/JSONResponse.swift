import CairnModel
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// An answer that is a JSON document.
    init(_ status: HTTPResponse.Status = .ok, json: JSON) {
        var writer = JSONWriter()
        writer.value(json)
        self.init(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: writer.bytes + [0x0A])))
    }
}
