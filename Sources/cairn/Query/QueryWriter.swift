import ArgumentParser
import CairnLake
import CairnModel
import CairnServer

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

enum QueryOutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    /// A row an object, a line each.
    case json
    case csv
    case parquet
}

/// Writes the rows of a result as they come.
///
/// The names of columns stand with their values.
final class QueryWriter {
    private let format: QueryOutputFormat
    private let path: String?
    private var file: QueryOutputFile
    private var names: [String] = []
    private var widths: [Int] = []
    private var hasBegun = false

    private static let cellWidthMax = 60

    /// - Parameter path: `nil` for standard output.
    init(format: QueryOutputFormat, path: String?) throws {
        self.format = format
        self.path = path
        file = try format == .parquet ? .temporary() : QueryOutputFile(path: path)
    }

    func write(_ rows: [JSON]) throws {
        if !hasBegun { try begin(rows) }
        for row in rows { try write(row) }
    }

    private func begin(_ rows: [JSON]) throws {
        hasBegun = true
        for row in rows {
            for (index, cell) in (row.arrayValue ?? []).enumerated() {
                if names.count <= index { names.append("") }
                if let name = cell.objectValue?.members.first?.key { names[index] = name }
            }
        }
        for index in names.indices where names[index].isEmpty { names[index] = "_col\(index)" }
        switch format {
        case .json: break
        case .csv, .parquet: try file.write(csv(names))
        case .table:
            widths = names.map(\.count)
            for row in rows {
                for (index, value) in values(row).enumerated() {
                    widths[index] = min(Self.cellWidthMax, max(widths[index], (value ?? "NULL").count))
                }
            }
            guard !names.isEmpty else { return }
            try file.write(line(names))
            try file.write(line(widths.map { String(repeating: "-", count: $0) }))
        }
    }

    private func write(_ row: JSON) throws {
        switch format {
        case .json:
            let cells = zip(names, values(row)).map { name, value in
                JSON.string(name).description + ":" + (value.map(JSON.string) ?? .null).description
            }
            try file.write(Array("{\(cells.joined(separator: ","))}\n".utf8))
        case .csv, .parquet: try file.write(csv(values(row)))
        case .table: try file.write(line(values(row).map { $0 ?? "NULL" }))
        }
    }

    private func values(_ row: JSON) -> [String?] {
        let cells = row.arrayValue ?? []
        return names.indices.map { index in
            cells.indices.contains(index) ? cells[index].objectValue?.members.first?.value.stringValue : nil
        }
    }

    private func csv(_ row: [String?]) -> [UInt8] {
        var bytes: [UInt8] = []
        CSVText.append(row, to: &bytes)
        return bytes
    }

    private func line(_ cells: [String]) -> [UInt8] {
        var line = ""
        for (index, cell) in cells.enumerated() {
            var text = cell.replacing("\n", with: " ")
            if text.count > Self.cellWidthMax { text = text.prefix(Self.cellWidthMax - 1) + "…" }
            line += (index > 0 ? "  " : "") + text
            if index < cells.count - 1 { line += String(repeating: " ", count: max(0, widths[index] - text.count)) }
        }
        return Array((line + "\n").utf8)
    }

    func finish() throws {
        if !hasBegun { try begin([]) }
        try file.close()
        guard format == .parquet else { return }
        defer { file.remove() }
        try ParquetConversion.write(csv: file.path ?? "", columns: names, to: path)
    }
}

extension String {
    fileprivate func replacing(_ character: Character, with other: Character) -> String {
        contains(character) ? String(map { $0 == character ? other : $0 }) : self
    }
}
