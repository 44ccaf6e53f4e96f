import CairnModel

/// Writes requests of AWS REST JSON.
struct RestJSONRequestEncoder {
    let context: CodecContext

    func encode(_ input: WireValue) throws(WireError) -> WireRequest {
        let shape = context.input
        let binding = HTTPBindingWriter(context: context)
        let target = try binding.target(input, shape: shape)
        var headers = try binding.headers(input, shape: shape)
        let (body, isJSON) = shape.map { self.body(input, shape: $0) } ?? ([], false)
        if isJSON, headers["Content-Type"] == nil { headers.append("Content-Type", "application/json") }
        return WireRequest(method: context.operation.method, target: target, headers: headers, body: WireBody(body))
    }

    private func body(_ input: WireValue, shape: ShapeModel) -> (bytes: [UInt8], isJSON: Bool) {
        let encoder = JSONShapeEncoder(service: context.service)
        guard let payload = shape.payload, let member = shape.member(named: payload) else {
            guard shape.hasBodyMembers else { return ([], false) }
            return (encoder.body(input, shape: shape), true)
        }
        let payloadShape = context.service.shape(member.shape)
        switch (input[payload], payloadShape.kind) {
        case (.blob(let bytes), .blob): return (bytes, false)
        case (.string(let text), .blob), (.string(let text), .string): return (Array(text.utf8), false)
        case (nil, .blob), (nil, .string), (.null, .blob), (.null, .string): return ([], false)
        case (let value?, _): return (encoder.payload(value, member: member), true)
        case (nil, _): return (Array("{}".utf8), true)
        }
    }
}
