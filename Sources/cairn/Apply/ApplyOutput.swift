import ArgumentParser
import CairnConstructs
import CairnModel

/// How a plan is shown.
enum ApplyOutput: String, ExpressibleByArgument, CaseIterable {
    case table
    case json

    func text(of plan: ApplyPlan) -> String {
        switch self {
        case .table: Self.table(plan)
        case .json: IndentedJSON.text(Self.json(plan))
        }
    }

    private static func table(_ plan: ApplyPlan) -> String {
        var lines = plan.steps.map { step in
            let calls = step.calls.map(\.operation).joined(separator: ", ")
            return "\(sign(step.kind)) \(step.type)  \(step.name)" + (calls.isEmpty ? "" : "  (\(calls))")
        }
        lines += plan.omissions.map { omission in
            let property = omission.property.map { ".\($0)" } ?? ""
            return "- \(omission.type)  \(omission.logicalID)\(property)  left out: \(omission.reason)"
        }
        if plan.isEmpty { lines.append("Nothing has to be done.") }
        return lines.joined(separator: "\n")
    }

    private static func sign(_ kind: ApplyStep.Kind) -> String {
        switch kind {
        case .create: "+"
        case .update: "~"
        case .keep: "="
        }
    }

    private static func json(_ plan: ApplyPlan) -> JSON {
        [
            "steps": .array(plan.steps.map(json)),
            "leftOut": .array(
                plan.omissions.map { omission in
                    var object: JSONObject = [
                        "logicalId": .string(omission.logicalID), "type": .string(omission.type),
                    ]
                    object["property"] = omission.property.map { .string($0) }
                    object["reason"] = .string(omission.reason)
                    return .object(object)
                }),
        ]
    }

    private static func json(_ step: ApplyStep) -> JSON {
        [
            "action": .string(step.kind.rawValue), "logicalId": .string(step.logicalID), "type": .string(step.type),
            "name": .string(step.name),
            "calls": .array(
                step.calls.map { call in
                    ["service": .string(call.service), "operation": .string(call.operation), "input": call.input]
                }),
        ]
    }
}
