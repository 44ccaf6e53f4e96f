import Foundation
import Synchronization

/// The most memory that a child of this process has had that was not there before, looked at every few milliseconds.
final class ChildMemory: Sendable {
    private let peak = Mutex(0)
    private let isStopped = Mutex(false)

    init() {
        let parent = ProcessInfo.processInfo.processIdentifier
        let earlier = Set(Self.children(of: parent))
        Thread.detachNewThread { [self] in
            while !isStopped.withLock({ $0 }) {
                let new = Self.children(of: parent).filter { !earlier.contains($0) }
                let bytes = new.map(Self.residentBytes).max() ?? 0
                peak.withLock { $0 = max($0, bytes) }
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// Returns it in bytes.
    func stop() -> Int {
        isStopped.withLock { $0 = true }
        return peak.withLock { $0 }
    }

    private static func children(of parent: Int32) -> [Substring] {
        let path = "/proc/\(parent)/task"
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return tasks.flatMap { task in
            ((try? String(contentsOfFile: "\(path)/\(task)/children", encoding: .utf8)) ?? "").split(separator: " ")
        }
    }

    private static func residentBytes(_ process: Substring) -> Int {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return 0 }
        return (Int(line.filter(\.isNumber)) ?? 0) * 1024
    }
}
