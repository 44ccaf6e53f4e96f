/// The jobs of a running replay.
struct RunState {
    var cursor: PlanCursor
    var tally: ReplayTally
    let start: Double
    var firstTime: Double?
    /// The event that comes next, perhaps not due yet.
    var next: (event: RecordedEvent, time: Double)?
    var isAtEnd = false
    var isTicking = false
    /// Something was left for the next run.
    private(set) var wasStopped = false
    private(set) var runningCount = 0
    /// Taken from the plan and not under way yet.
    private(set) var waiting: [Int: RecordedEvent] = [:]
    private var ready: [Int] = []
    private var readyPosition = 0
    private var claims = ClaimTable()
    private var jobCount = 0

    init(cursor: PlanCursor, tally: ReplayTally, start: Double) {
        self.cursor = cursor
        self.tally = tally
        self.start = start
    }

    mutating func admit(_ event: RecordedEvent) {
        let job = jobCount
        jobCount += 1
        waiting[job] = event
        if claims.add(job, ResourceClaims(event)) { ready.append(job) }
    }

    mutating func takeReady() -> (job: Int, event: RecordedEvent)? {
        while readyPosition < ready.count {
            let job = ready[readyPosition]
            readyPosition += 1
            if readyPosition > 1024 {
                ready.removeFirst(readyPosition)
                readyPosition = 0
            }
            guard let event = waiting.removeValue(forKey: job) else { continue }
            runningCount += 1
            return (job, event)
        }
        return nil
    }

    mutating func finish(_ job: Int, _ outcome: EventOutcome) {
        runningCount -= 1
        tally.add(outcome)
        ready += claims.finish(job)
    }

    mutating func abandon(_ job: Int) {
        runningCount -= 1
        wasStopped = true
        _ = claims.finish(job)
    }

    /// What was not sent stays for the next run.
    mutating func giveUpWaiting() {
        wasStopped = true
        waiting.removeAll()
        ready.removeAll()
        readyPosition = 0
    }
}
