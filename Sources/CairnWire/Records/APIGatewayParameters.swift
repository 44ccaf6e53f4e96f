import CairnModel

/// API Gateway (version 1) shows what stands in the path and the query beside what stands in the body, the latter
/// under the operation's name: `{"restApiId": …, "createStageInput": {…}, "template": false}`.
struct APIGatewayParameters {
    let renderer: ValueRenderer

    static func bodyKey(of operation: OperationModel) -> String {
        RecordKey.lowercasingFirst(operation.name) + "Input"
    }

    func requestParameters(_ input: WireValue) -> JSONObject {
        let shape = renderer.operation.input.map(renderer.service.shape)
        let rendered = renderer.structure(input.members, shape: shape, path: [])
        let bodyKeys = Set(
            (shape?.members ?? []).filter { $0.location == .body }.map { RecordKey.lowercasingFirst($0.name) })
        var outside = JSONObject()
        var body = JSONObject()
        for member in rendered.members {
            if bodyKeys.contains(member.key) {
                body.append(member.key, member.value)
            } else {
                outside.append(member.key, member.value)
            }
        }
        if !body.isEmpty { outside.append(Self.bodyKey(of: renderer.operation), .object(body)) }
        if !outside.isEmpty { outside.append("template", false) }
        return outside
    }
}
