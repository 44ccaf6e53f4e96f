/// Does the same to many things, a few at a time.
enum BoundedWork {
    /// Returns the results in the order of the items; the first error cancels the rest.
    static func map<Item: Sendable, Output: Sendable>(
        _ items: [Item], width: Int, _ body: @escaping @Sendable (Item) async throws(IntegrityError) -> Output
    ) async throws(IntegrityError) -> [Output] {
        var outputs = [Output?](repeating: nil, count: items.count)
        var failure: IntegrityError?
        await withTaskGroup(of: (Int, Result<Output, IntegrityError>).self) { group in
            var next = 0
            func start() {
                guard next < items.count, failure == nil else { return }
                let (index, item) = (next, items[next])
                next += 1
                group.addTask {
                    do throws(IntegrityError) {
                        return (index, .success(try await body(item)))
                    } catch {
                        return (index, .failure(error))
                    }
                }
            }
            for _ in 0..<max(1, width) { start() }
            while let (index, result) = await group.next() {
                switch result {
                case .success(let output): outputs[index] = output
                case .failure(let error): failure = failure ?? error
                }
                start()
            }
        }
        if let failure { throw failure }
        return outputs.compactMap { $0 }
    }
}
