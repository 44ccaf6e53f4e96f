import CairnModel
import Foundation

/// The record scanner over up to 1 GB of records in memory.
struct ScanBenchmark {
    let input: String

    func run() throws {
        for path in try StoreBenchmark.ndjsonFiles(in: input).prefix(1) {
            guard let file = FileHandle(forReadingAtPath: path) else { continue }
            let bytes = [UInt8](try file.read(upToCount: 1 << 30) ?? Data())
            let start = processorSeconds()
            var count = 0
            var named = 0
            bytes.withUnsafeBytes { buffer in
                var position = 0
                while let base = buffer.baseAddress, position < buffer.count,
                    let found = memchr(base + position, 0x0A, buffer.count - position)
                {
                    let end = UnsafeRawPointer(found) - base
                    if let view = RecordView(scanning: UnsafeRawBufferPointer(rebasing: buffer[position..<end])) {
                        if !view.eventName.isAbsent { named += 1 }
                    }
                    count += 1
                    position = end + 1
                }
            }
            let time = processorSeconds() - start
            let speed = text(Double(bytes.count) / time / 1e6, digits: 0)
            print("scan: \(count) records (\(named) named), \(speed) MB a processor second")
        }
    }
}
