/// Texts by number, each once: names, identities, user agents. Number 0 is no text.
struct TextTable: Sendable {
    typealias ID = UInt32

    static let none: ID = 0
    /// Longer texts are cut.
    static let bytesMax = 256

    private(set) var texts: [String] = [""]
    private(set) var keys: [UInt64] = [0]
    private var ids: [UInt64: ID] = [:]
    private var free: [ID] = []
    let countMax: Int

    init(countMax: Int) { self.countMax = max(16, countMax) }

    var isFull: Bool { free.isEmpty && texts.count >= countMax }

    subscript(_ id: ID) -> String { Int(id) < texts.count ? texts[Int(id)] : "" }

    @inline(__always)
    func id(ofKey key: UInt64) -> ID? { ids[key] }

    /// Adds a text under its key; ``none`` if there is no room.
    mutating func add(_ text: String, key: UInt64) -> ID {
        if let id = free.popLast() {
            texts[Int(id)] = text
            keys[Int(id)] = key
            ids[key] = id
            return id
        }
        guard texts.count < countMax else { return Self.none }
        texts.append(text)
        keys.append(key)
        ids[key] = ID(texts.count - 1)
        return ID(texts.count - 1)
    }

    mutating func id(of text: String) -> ID {
        let key = StableHash.of(text)
        return ids[key] ?? add(text, key: key)
    }

    /// Forgets the texts that are not in use.
    mutating func keep(_ used: [Bool]) {
        free.removeAll(keepingCapacity: true)
        for index in texts.indices.dropFirst().reversed() where index >= used.count || !used[index] {
            if keys[index] != 0 { ids[keys[index]] = nil }
            texts[index] = ""
            keys[index] = 0
            free.append(ID(index))
        }
    }

    /// Puts back what a checkpoint holds, numbers and all; `false` if it does not fit together.
    mutating func restore(_ texts: [String], keys: [UInt64]) -> Bool {
        guard texts.count == keys.count, texts.count <= countMax, texts.first == "" else { return false }
        self.texts = texts
        self.keys = keys
        ids.removeAll(keepingCapacity: true)
        free.removeAll(keepingCapacity: true)
        for index in texts.indices.dropFirst().reversed() {
            if keys[index] == 0 {
                free.append(ID(index))
            } else {
                ids[keys[index]] = ID(index)
            }
        }
        return true
    }
}
