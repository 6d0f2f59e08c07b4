import Testing

@testable import GoalsCore

struct ZoneFileTests {
    /// A file of version 2: at +1 h, from 1000 s after the epoch on at +2 h, then as the footer says.
    static func file(
        times: [Int64] = [1_000], types: [UInt8] = [1], offsets: [Int32] = [3_600, 7_200], leaps: UInt32 = 0, footer: String = "\nABC-2\n"
    ) -> [UInt8] {
        func header(_ counts: [UInt32]) -> [UInt8] {
            Array("TZif2".utf8) + Array(repeating: 0, count: 15) + counts.flatMap { count in bigEndian(count) }
        }
        let body = times.flatMap { bigEndian($0) } + types + offsets.flatMap { bigEndian($0) + [0, 0] } + Array("ABC\0".utf8)
        let counts: [UInt32] = [0, 0, leaps, UInt32(times.count), UInt32(offsets.count), 4]
        return header([0, 0, 0, 0, 0, 0]) + header(counts) + body + Array(repeating: 0, count: Int(leaps) * 12) + Array(footer.utf8)
    }

    private static func bigEndian(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    @Test func theOffsetChangesAtTheTransition() throws {
        let file = try #require(ZoneFile(Self.file()))
        #expect(file.offset(at: .min) == 3_600)
        #expect(file.offset(at: 999) == 3_600)
        #expect(file.offset(at: 1_000) == 7_200)
        #expect(file.offset(at: .max / 1_000_000) == 7_200)
    }

    @Test func withoutAFooterTheLastTransitionHolds() throws {
        let file = try #require(ZoneFile(Self.file(times: [1_000, 2_000], types: [1, 0], footer: "\n\n")))
        #expect(file.offset(at: 1_999) == 7_200)
        #expect(file.offset(at: 4_000_000_000) == 3_600)
    }

    @Test func whatTheStandardForbidsIsRefused() {
        #expect(ZoneFile([]) == nil)
        #expect(ZoneFile(Self.file(times: [2_000, 1_000], types: [0, 1])) == nil)
        #expect(ZoneFile(Self.file(types: [2])) == nil)
        #expect(ZoneFile(Self.file(offsets: [3_600, 93_601])) == nil)
        #expect(ZoneFile(Self.file(offsets: [3_600, .min])) == nil)
        #expect(ZoneFile(Self.file(times: [], types: [], offsets: [])) == nil)
        #expect(ZoneFile(Self.file(leaps: 1)) == nil)
        #expect(ZoneFile(Self.file(footer: "\nnonsense!\n")) == nil)
        #expect(ZoneFile(Self.file(footer: "")) == nil)
    }

    @Test func aTruncatedFileIsRefusedWhereverItEnds() {
        let bytes = Self.file()
        #expect(ZoneFile(bytes) != nil)
        for end in bytes.indices {
            #expect(ZoneFile(Array(bytes[..<end])) == nil)
        }
    }

    @Test func noFlippedBitOrByteTraps() throws {
        let moments: [Int64] = [-9_000_000_000_000, 0, 2_000_000_000, 9_000_000_000_000]
        let real = try #require(ZoneFolder.contents(of: "Europe/Berlin"))
        for original in [Self.file(), Array(real.prefix(600)), real] {
            for index in original.indices {
                for mask in [UInt8(1) << UInt8(index % 8), 0x80, 0xff] {
                    var bytes = original
                    bytes[index] ^= mask
                    guard let file = ZoneFile(bytes) else { continue }
                    for seconds in moments {
                        #expect(abs(file.offset(at: seconds)) <= 27 * 3_600)
                    }
                }
            }
        }
    }
}
