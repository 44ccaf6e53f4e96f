import Synchronization

/// Does the same to many things, a few at a time.
enum BoundedWork {
    /// Returns the results in the order of the items; the first error ends the rest.
    ///
    /// - Parameters:
    ///   - executors: where those at work are run, in turn; anywhere if there are none.
    ///   - worker: makes what one of those at work has for itself, and uses again for each of its items.
    ///   - body: is given the item's place, too.
    static func map<Item: Sendable, Output: Sendable, Worker: ~Copyable>(
        _ items: [Item], width: Int, on executors: [any TaskExecutor] = [],
        worker: @escaping @Sendable () -> Worker,
        _ body: @escaping @Sendable (inout Worker, Item, Int) async throws(IntegrityError) -> Output
    ) async throws(IntegrityError) -> [Output] {
        let queue = Queue(items)
        return try await withTaskGroup(of: Result<[(Int, Output)], IntegrityError>.self) { group in
            for number in 0..<max(1, min(width, items.count)) {
                let executor = executors.isEmpty ? nil : executors[number % executors.count]
                group.addTask(executorPreference: executor) { await work(through: queue, worker, body) }
            }
            return await collect(&group, count: items.count)
        }.get()
    }

    private static func work<Item: Sendable, Output: Sendable, Worker: ~Copyable>(
        through queue: Queue<Item>, _ worker: @Sendable () -> Worker,
        _ body: @Sendable (inout Worker, Item, Int) async throws(IntegrityError) -> Output
    ) async -> Result<[(Int, Output)], IntegrityError> {
        var worker = worker()
        var outputs: [(Int, Output)] = []
        do throws(IntegrityError) {
            while let index = queue.next() {
                outputs.append((index, try await body(&worker, queue.items[index], index)))
            }
        } catch {
            queue.stop()
            return .failure(error)
        }
        return .success(outputs)
    }

    private static func collect<Output: Sendable>(
        _ group: inout TaskGroup<Result<[(Int, Output)], IntegrityError>>, count: Int
    ) async -> Result<[Output], IntegrityError> {
        var outputs = [Output?](repeating: nil, count: count)
        var failure: IntegrityError?
        for await result in group {
            switch result {
            case .success(let made): for (index, output) in made { outputs[index] = output }
            case .failure(let error): failure = failure ?? error
            }
        }
        return failure.map { .failure($0) } ?? .success(outputs.compactMap { $0 })
    }

    /// What is still to be done.
    private final class Queue<Item: Sendable>: Sendable {
        let items: [Item]
        private let place = Atomic(0)

        init(_ items: [Item]) { self.items = items }

        func next() -> Int? {
            let index = place.add(1, ordering: .relaxed).oldValue
            return index < items.count ? index : nil
        }

        func stop() { place.store(items.count, ordering: .relaxed) }
    }
}
