import CairnAPI
import CairnModel

/// A call of a script. `$name` in its request stands for what an earlier answer gave, and `$id:name` for the identifier
/// at the end of an ARN.
struct ScriptStep: Sendable {
    let operation: String
    let request: String
    /// What later calls call a member of the answer.
    let keeps: (name: String, member: String)?
    /// The call is made until a member of the answer has this value.
    let end: (member: String, value: String)?
    /// Members of the answer that depend on the moment.
    let changing: Set<String>

    init(
        _ operation: String, _ request: String, keeping keeps: (name: String, member: String)? = nil,
        until end: (member: String, value: String)? = nil, changing: Set<String> = []
    ) {
        self.operation = operation
        self.request = request
        self.keeps = keeps
        self.end = end
        self.changing = changing
    }

    /// Makes all calls of a script, and returns what each gave.
    static func outcomes(of steps: [ScriptStep], on api: any CloudTrailAPI) async -> [Outcome] {
        var names: [String: String] = [:]
        var outcomes: [Outcome] = []
        for step in steps {
            let request = names.reduce(step.request) { $0.replacing("$" + $1.key, with: $1.value) }
            let (outcome, answer) = await step.answered(request, on: api)
            outcomes.append(outcome)
            if let (name, member) = step.keeps {
                let value = answer?[member]?.stringValue ?? ""
                names[name] = value
                names["id:" + name] = value.split(separator: "/").last.map(String.init) ?? ""
            }
        }
        return outcomes
    }

    private func answered(_ request: String, on api: any CloudTrailAPI) async -> (outcome: Outcome, answer: JSON?) {
        for _ in 0..<1500 {
            let (outcome, answer) = await Outcome.answered(operation, request, hiding: changing, on: api)
            guard let end, answer != nil, answer?[end.member]?.stringValue != end.value else {
                return (outcome, answer)
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return await Outcome.answered(operation, request, hiding: changing, on: api)
    }
}
