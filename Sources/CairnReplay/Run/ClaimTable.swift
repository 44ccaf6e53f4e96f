/// Lets jobs begin whose resources are free, in the order in which they came.
struct ClaimTable {
    private struct Waiter {
        let job: Int
        let isShared: Bool
        var isAdmitted: Bool
    }

    private var queues: [String: [Waiter]] = [:]
    private var claims: [Int: ResourceClaims] = [:]
    /// In how many queues a job still waits.
    private var waits: [Int: Int] = [:]

    /// Adds a job behind all others; true if it may begin.
    mutating func add(_ job: Int, _ claims: ResourceClaims) -> Bool {
        self.claims[job] = claims
        var count = 0
        for name in claims.exclusive where !enqueue(job, name, isShared: false) { count += 1 }
        for name in claims.shared where !claims.exclusive.contains(name) {
            if !enqueue(job, name, isShared: true) { count += 1 }
        }
        if count > 0 { waits[job] = count }
        return count == 0
    }

    private mutating func enqueue(_ job: Int, _ name: String, isShared: Bool) -> Bool {
        var queue = queues.removeValue(forKey: name) ?? []
        let isAdmitted = queue.isEmpty || isShared && queue.allSatisfy { $0.isShared && $0.isAdmitted }
        queue.append(Waiter(job: job, isShared: isShared, isAdmitted: isAdmitted))
        queues[name] = queue
        return isAdmitted
    }

    /// Removes a job and returns those that may begin now, in their order.
    mutating func finish(_ job: Int) -> [Int] {
        guard let claims = claims.removeValue(forKey: job) else { return [] }
        var freed: [Int] = []
        for name in claims.exclusive.union(claims.shared) { leave(job, name, freeing: &freed) }
        return freed.sorted()
    }

    private mutating func leave(_ job: Int, _ name: String, freeing freed: inout [Int]) {
        guard var queue = queues.removeValue(forKey: name) else { return }
        queue.removeAll { $0.job == job }
        if queue.isEmpty { return }
        for index in queue.indices where !queue[index].isAdmitted {
            guard index == 0 || queue[index].isShared && queue[index - 1].isShared && queue[index - 1].isAdmitted else {
                break
            }
            queue[index].isAdmitted = true
            release(queue[index].job, into: &freed)
        }
        queues[name] = queue
    }

    private mutating func release(_ job: Int, into freed: inout [Int]) {
        guard let count = waits[job] else { return }
        if count > 1 {
            waits[job] = count - 1
        } else {
            waits[job] = nil
            freed.append(job)
        }
    }
}
