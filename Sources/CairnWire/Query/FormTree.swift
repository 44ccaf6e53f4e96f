/// A form body as a tree: `A.member.1.B=x` is the value of `B` below `1` below `member` below `A`.
///
/// Children keep the order in which they came. Reading is linear in the length of the form, whatever its keys.
struct FormTree {
    static let maximumDepth = 64
    static let maximumNodeCount = 100_000
    static let root = 0

    struct Node {
        let name: String
        /// Where the value stands in the form, encoded; `nil` if only children came.
        var value: Range<Int>?
        fileprivate(set) var childCount = 0
        fileprivate var firstChild = -1
        fileprivate var lastChild = -1
        fileprivate var nextSibling = -1
    }

    private struct ChildKey: Hashable {
        let parent: Int
        let name: String
    }

    private let bytes: [UInt8]
    private(set) var nodes = [Node(name: "")]
    /// The children of nodes that have many, which are not searched one by one.
    private var places: [ChildKey: Int] = [:]

    private static let listedChildCount = 12

    /// - Throws: ``WireError`` with `malformed` if a key has more parts, or the form more names, than any call has.
    init(parsing bytes: [UInt8]) throws(WireError) {
        self.bytes = bytes
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.count
            if end > start { try addItem(start..<end) }
            start = end + 1
        }
    }

    private mutating func addItem(_ range: Range<Int>) throws(WireError) {
        let equals = bytes[range].firstIndex(of: UInt8(ascii: "=")) ?? range.upperBound
        var node = Self.root
        var depth = 0
        var start = range.lowerBound
        while start <= equals {
            let end = bytes[start..<equals].firstIndex(of: UInt8(ascii: ".")) ?? equals
            depth += 1
            guard depth <= Self.maximumDepth else { throw WireError.malformed("A key has too many parts", at: start) }
            node = try child(of: node, named: PercentEncoding.decode(bytes[start..<end], plusIsBlank: true))
            start = end + 1
        }
        nodes[node].value = min(equals + 1, range.upperBound)..<range.upperBound
    }

    /// Finds or adds a child. The last one is looked at first: keys with a common beginning mostly come together.
    private mutating func child(of parent: Int, named name: String) throws(WireError) -> Int {
        let last = nodes[parent].lastChild
        if last >= 0, nodes[last].name == name { return last }
        if let known = knownChild(of: parent, named: name) { return known }
        guard nodes.count < Self.maximumNodeCount else { throw WireError.malformed("Too many form keys") }
        let index = nodes.count
        nodes.append(Node(name: name))
        if last >= 0 { nodes[last].nextSibling = index } else { nodes[parent].firstChild = index }
        nodes[parent].lastChild = index
        nodes[parent].childCount += 1
        remember(index, below: parent)
        return index
    }

    private func knownChild(of parent: Int, named name: String) -> Int? {
        if nodes[parent].childCount > Self.listedChildCount {
            return places[ChildKey(parent: parent, name: name)]
        }
        return child(named: name, of: parent)
    }

    private mutating func remember(_ index: Int, below parent: Int) {
        let count = nodes[parent].childCount
        if count == Self.listedChildCount + 1 {
            for child in children(of: parent) { places[ChildKey(parent: parent, name: nodes[child].name)] = child }
        } else if count > Self.listedChildCount {
            places[ChildKey(parent: parent, name: nodes[index].name)] = index
        }
    }

    // MARK: Reading

    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        children.reserveCapacity(nodes[node].childCount)
        var child = nodes[node].firstChild
        while child >= 0 {
            children.append(child)
            child = nodes[child].nextSibling
        }
        return children
    }

    func child(named name: String, of node: Int) -> Int? {
        var child = nodes[node].firstChild
        while child >= 0 {
            if nodes[child].name == name { return child }
            child = nodes[child].nextSibling
        }
        return nil
    }

    /// The decoded value of a node, `nil` if it has none.
    func text(_ node: Int) -> String? {
        nodes[node].value.map { PercentEncoding.decode(bytes[$0], plusIsBlank: true) }
    }

    /// The children whose names are numbers, by number.
    func numberedChildren(of node: Int) -> [Int] {
        var numbered: [(number: Int, child: Int)] = []
        var isSorted = true
        for child in children(of: node) {
            guard let number = Int(nodes[child].name) else { continue }
            if let last = numbered.last, last.number > number { isSorted = false }
            numbered.append((number, child))
        }
        if !isSorted { numbered.sort { $0.number < $1.number } }
        return numbered.map(\.child)
    }
}
