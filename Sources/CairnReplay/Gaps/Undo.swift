import CairnModel
import CairnWire
import Synchronization

/// A call that would undo one that has succeeded.
struct Undo: Sendable {
    let service: ServiceModel
    let operation: OperationModel
    /// Names as the target knows them.
    let members: [WireValue.Member]
    /// What the undone call was about.
    fileprivate let subjects: Set<String>

    /// - Returns: `nil` if there is no such call, or it needs something that neither request nor answer holds.
    init?(of call: OutgoingCall, input: WireValue, output: WireValue) {
        guard let operation = Counterpart.undoing(call.operation.name, in: call.service),
            let shape = operation.input.map(call.service.shape)
        else { return nil }
        var members: [WireValue.Member] = []
        for member in shape.members {
            let isKey = member.traits.contains(.required) || member.name.hasSuffix("Id")
            guard isKey, let text = input[member.name]?.stringValue ?? output.firstText(named: member.name) else {
                if member.traits.contains(.required) { return nil }
                continue
            }
            members.append(WireValue.Member(member.name, .string(text)))
        }
        guard !members.isEmpty else { return nil }
        service = call.service
        self.operation = operation
        self.members = members
        subjects = Set(members.compactMap { $0.value.stringValue } + input.texts.filter { $0.utf8.count <= 512 })
    }
}

/// How to undo what was done, by the resources concerned.
final class UndoBook: Sendable {
    private let undos = Mutex<[String: [Undo]]>([:])
    private static let subjectsMax = 200_000
    private static let undosMax = 64

    func add(_ undo: Undo) {
        undos.withLock { undos in
            guard undos.count < Self.subjectsMax else { return }
            for subject in undo.subjects where undos[subject, default: []].count < Self.undosMax {
                undos[subject, default: []].append(undo)
            }
        }
    }

    /// The calls that would undo what was done to a resource, newest first; they are not given again.
    func takeAll(about subject: String) -> [Undo] {
        undos.withLock { $0.removeValue(forKey: subject)?.reversed() ?? [] }
    }
}

extension WireValue {
    /// The first text of that name, outermost first.
    func firstText(named name: String, depth: Int = 0) -> String? {
        guard depth < 8 else { return nil }
        switch self {
        case .structure(let members):
            if let text = members.first(where: { $0.name == name })?.value.stringValue { return text }
            return members.lazy.compactMap { $0.value.firstText(named: name, depth: depth + 1) }.first
        case .list(let elements): return elements.lazy.compactMap { $0.firstText(named: name, depth: depth + 1) }.first
        default: return nil
        }
    }

    /// The texts of a structure's members, and of the lists among them.
    var texts: [String] {
        switch self {
        case .string(let text): [text]
        case .structure(let members): members.flatMap { $0.value.texts }
        case .list(let elements): elements.flatMap(\.texts)
        default: []
        }
    }
}
