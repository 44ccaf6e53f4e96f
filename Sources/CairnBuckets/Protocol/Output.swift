import CairnModel
import CairnWire

/// The members of an answer, in the order in which they are written.
struct Output {
    private var members: [WireValue.Member] = []

    var value: WireValue { .structure(members) }

    mutating func set(_ name: String, _ value: WireValue?) {
        if let value { members.append(WireValue.Member(name, value)) }
    }

    mutating func set(_ name: String, _ text: String?) { set(name, text.map(WireValue.string)) }
    mutating func set(_ name: String, _ number: Int?) { set(name, number.map { .number(JSONNumber($0)) }) }
    mutating func set(_ name: String, _ flag: Bool) { set(name, WireValue.boolean(flag)) }

    /// S3 tells times in whole seconds.
    mutating func set(_ name: String, time: Double?) { set(name, time.map { .timestamp($0.rounded(.down)) }) }

    mutating func set(_ name: String, _ fill: (inout Output) -> Void) { set(name, Output.structure(fill)) }

    static func structure(_ fill: (inout Output) -> Void) -> WireValue {
        var output = Output()
        fill(&output)
        return output.value
    }
}
