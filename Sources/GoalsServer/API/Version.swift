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

extension Version {
    /// The tag of a representation that holds derived values, which change with the day and with check-ins (RFC 9110 §8.8.3).
    static func etag(_ version: Int64, of representation: [UInt8]) -> String { "\"\(version)-\(hash(representation))\"" }

    /// The tag of a representation that has no version, such as a list.
    static func etag(of representation: [UInt8]) -> String { "\"\(hash(representation))\"" }

    /// FNV-1a over words of eight bytes, the high half folded into the low: it tells what has changed, and keeps nobody from making two that
    /// are alike.
    private static func hash(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func mix(_ word: UInt64) {
            hash = (hash ^ word) &* 0x0000_0100_0000_01b3
            hash ^= hash >> 32
        }
        bytes.withUnsafeBytes { bytes in
            var index = 0
            while index + 8 <= bytes.count {
                mix(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                index += 8
            }
            while index < bytes.count {
                mix(UInt64(bytes[index]))
                index += 1
            }
        }
        mix(UInt64(bytes.count))
        return String(hash, radix: 36)
    }
}

extension GoalRecord {
    /// The tag of the goal's whole representation.
    func etag(for viewer: Viewer) -> String {
        var json = JSONWriter(reserving: 1024)
        json.goal(self, for: viewer)
        return Version.etag(goal.version, of: json.bytes)
    }
}
