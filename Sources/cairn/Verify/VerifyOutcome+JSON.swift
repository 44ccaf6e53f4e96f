import CairnIntegrity
import CairnModel
import CairnStore

// The result for programs:
//
//     {"good":false,"findings":[{"kind":"missingLogFile","bucket":"box","key":"…","message":"…"}],
//      "notes":[{"kind":"gap","message":"…","count":1}],"digests":{"valid":23,"invalid":0,"unproven":1},
//      "backfillDigests":{…},"logFiles":{…},"chains":1,"places":[…the same for each bucket or folder…],"journals":[…],
//      "results":[{"name":"s3://box","folder":"AWSLogs/…/","good":true,"validFiles":1,"signatureValid":true}]}

extension VerifyOutcome {
    var json: JSON {
        var object: JSONObject = ["good": .bool(isGood)]
        let reports = trailFiles.map(\.report)
        object["findings"] = .array(
            reports.flatMap(\.findings).map(\.json) + journals.flatMap(\.findings) + results.flatMap(\.findings))
        object["notes"] = .array(reports.flatMap(\.notes).map(\.json))
        object["digests"] = Self.sum(reports.map(\.digests))
        object["backfillDigests"] = Self.sum(reports.map(\.backfillDigests))
        object["logFiles"] = Self.sum(reports.map(\.logFiles))
        object["chains"] = .integer(reports.reduce(0) { $0 + $1.chainCount })
        object["places"] = .array(trailFiles.map(\.json))
        object["journals"] = .array(journals.map(\.json))
        object["results"] = .array(results.map(\.json))
        return .object(object)
    }

    fileprivate static func sum(_ tallies: [IntegrityReport.Tally]) -> JSON {
        [
            "valid": .integer(tallies.reduce(0) { $0 + $1.valid }),
            "invalid": .integer(tallies.reduce(0) { $0 + $1.invalid }),
            "unproven": .integer(tallies.reduce(0) { $0 + $1.unproven }),
        ]
    }
}

extension VerifyOutcome.TrailFiles {
    fileprivate var json: JSON {
        var object: JSONObject = ["name": .string(name), "good": .bool(report.isGood)]
        object["from"] = report.coveredStart.map { .string(ISO8601.string(epochSeconds: $0)) }
        object["to"] = report.coveredEnd.map { .string(ISO8601.string(epochSeconds: $0)) }
        object["chains"] = .integer(report.chainCount)
        object["digests"] = VerifyOutcome.sum([report.digests])
        object["backfillDigests"] = VerifyOutcome.sum([report.backfillDigests])
        object["logFiles"] = VerifyOutcome.sum([report.logFiles])
        object["findingsOmitted"] = .integer(report.findingsOmitted)
        return .object(object)
    }
}

extension VerifyOutcome.Results {
    fileprivate var findings: [JSON] {
        report.findings.map { finding in
            [
                "kind": .string(finding.kind.rawValue), "place": .string(name), "key": .string(finding.key),
                "message": .string("\(name)/\(finding.key): \(finding.message)"),
            ]
        }
    }

    fileprivate var json: JSON {
        [
            "name": .string(name), "folder": .string(report.folder), "good": .bool(report.isGood),
            "validFiles": .integer(report.validFiles), "signatureValid": .bool(report.isSignatureValid),
        ]
    }
}

extension VerifyOutcome.Journal {
    fileprivate var findings: [JSON] {
        report.problems.map { problem in
            [
                "kind": .string(problem.kind.rawValue), "journal": .string(folder), "key": .string(problem.file),
                "message": .string(problem.message),
            ]
        }
    }

    fileprivate var json: JSON {
        [
            "folder": .string(folder), "good": .bool(report.isIntact), "segments": .integer(report.segmentCount),
            "sealed": .integer(report.sealedCount), "records": .integer(report.recordCount),
        ]
    }
}

extension IntegrityFinding {
    fileprivate var json: JSON {
        var object: JSONObject = [
            "kind": .string(kind.rawValue), "bucket": .string(bucket), "key": .string(key), "message": .string(line),
        ]
        if isBackfill { object["backfill"] = true }
        return .object(object)
    }
}

extension IntegrityNote {
    fileprivate var json: JSON {
        ["kind": .string(kind.rawValue), "message": .string(message), "count": .integer(count)]
    }
}
