import GoalsCore
import HTTPKit

/// Versions as entity tags: `"3"`, or with what else the representation depends on, `"3-9c41…"`.
enum Version {
    static func etag(_ version: Int64) -> String { "\"\(version)\"" }

    /// Whether `If-Match` names this version. What a tag says after the version is about derived values, which no change conflicts with,
    /// or about the coding that it was read in.
    static func allows(_ condition: String?, _ version: Int64) -> Bool {
        guard let condition else { return true }
        switch EntityTagList(condition) {
        case .any: return true
        case .tags(let tags):
            let wanted = "\(version)"
            return tags.contains { !$0.isWeak && $0.opaque.prefix { $0 != "-" } == wanted }
        }
    }
}

extension GoalRecord {
    /// The tag of the goal's representation, which also changes with the day and with check-ins (RFC 9110 §8.8.3).
    func etag(today: Day) -> String {
        // FNV-1a over the numbers that the derived values come from.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        let mix = { (value: Int64) in hash = (hash ^ UInt64(bitPattern: value)) &* 0x0000_0100_0000_01b3 }
        mix(Int64(today.number))
        mix(Int64(summary.count))
        mix(Int64(truncatingIfNeeded: summary.sum.micros))
        for (day, value) in [
            (summary.last?.day, summary.last?.value), (summary.before?.day, summary.before?.value),
            (summary.after?.day, summary.after?.value),
        ] {
            mix(Int64(day?.number ?? 0))
            mix(Int64(truncatingIfNeeded: value?.micros ?? 0))
        }
        return "\"\(goal.version)-\(String(hash, radix: 36))\""
    }
}
