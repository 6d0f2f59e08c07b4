/// The contents of a TZif file (RFC 8536): when a zone's offset changes, and the rule for all time after the last change.
struct ZoneFile: Sendable {
    /// Seconds since the epoch, ascending.
    let transitions: [Int64]
    /// Seconds east of UTC from each transition on.
    let offsets: [Int]
    /// Seconds east of UTC before the first transition.
    let firstOffset: Int
    let footer: PosixTimeZone?

    /// Reads a file; nil when anything in it is not as the RFC wants it. Files that count leap seconds are refused,
    /// since POSIX time, and so an ``Instant``, does not.
    init?(_ bytes: [UInt8]) {
        var reader = Reader(rest: bytes[...])
        guard var header = Header(&reader) else { return nil }
        var timeSize = 4
        if header.version >= UInt8(ascii: "2") {
            guard reader.skip(header.size(timeSize: 4)), let second = Header(&reader) else { return nil }
            header = second
            timeSize = 8
        }
        guard header.typeCount > 0, header.leapCount == 0, header.size(timeSize: timeSize) <= reader.rest.count else { return nil }

        var transitions: [Int64] = []
        for _ in 0..<header.timeCount {
            guard let time = reader.takeInteger(timeSize), time > transitions.last ?? .min else { return nil }
            transitions.append(time)
        }
        guard let types = reader.take(header.timeCount) else { return nil }
        var typeOffsets: [Int] = []
        for _ in 0..<header.typeCount {
            guard let offset = reader.takeInteger(4), abs(offset) <= 26 * 3_600, reader.skip(2) else { return nil }
            typeOffsets.append(Int(offset))
        }
        guard types.allSatisfy({ $0 < typeOffsets.count }),
            reader.skip(header.characterCount + header.standardCount + header.utcCount)
        else { return nil }
        self.transitions = transitions
        offsets = types.map { typeOffsets[Int($0)] }
        firstOffset = typeOffsets[0]

        guard timeSize == 8 else {
            footer = nil
            return
        }
        let newline = UInt8(ascii: "\n")
        guard reader.take(1)?.first == newline, let end = reader.rest.firstIndex(of: newline) else { return nil }
        let text = reader.rest[..<end]
        footer = PosixTimeZone(text)
        if footer == nil, !text.isEmpty { return nil }
    }

    /// Seconds east of UTC at a moment, in seconds since the epoch.
    func offset(at seconds: Int64) -> Int {
        if let footer, seconds >= transitions.last ?? .min { return footer.offset(at: seconds) }
        // The number of transitions up to the moment, by bisection.
        var (low, high) = (0, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? firstOffset : offsets[low - 1]
    }

    private struct Header {
        let version: UInt8
        let utcCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

        init?(_ reader: inout Reader) {
            guard let magic = reader.take(4), magic.elementsEqual("TZif".utf8), let version = reader.take(1)?.first, reader.skip(15)
            else { return nil }
            var counts: [Int] = []
            for _ in 0..<6 {
                guard let count = reader.takeInteger(4) else { return nil }
                counts.append(Int(UInt32(truncatingIfNeeded: count)))
            }
            self.version = version
            (utcCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
            (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
        }

        /// The size in bytes of the data block that this header announces. Counts are 32 bits wide, so this cannot overflow.
        func size(timeSize: Int) -> Int {
            timeCount * (timeSize + 1) + typeCount * 6 + characterCount + leapCount * (timeSize + 4) + standardCount + utcCount
        }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }

        mutating func skip(_ count: Int) -> Bool { take(count) != nil }

        /// A signed big-endian number of 4 or 8 bytes.
        mutating func takeInteger(_ size: Int) -> Int64? {
            guard let bytes = take(size) else { return nil }
            let bits = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return size == 4 ? Int64(Int32(truncatingIfNeeded: bits)) : Int64(bitPattern: bits)
        }
    }
}
