import Testing

@testable import HTTPKit

@Suite struct ByteRangesTests {
    static let huge = "99999999999999999999999999999999999999999"

    @Test(
        arguments: [
            ("bytes=0-499", [0..<500]), ("bytes=500-999", [500..<1000]), ("bytes=9500-", [9500..<10000]), ("bytes=-500", [9500..<10000]),
            ("bytes=0-", [0..<10000]), ("bytes=0-0", [0..<1]), ("bytes=9999-9999", [9999..<10000]), ("bytes=9999-", [9999..<10000]),
            ("bytes=0-9999", [0..<10000]), ("bytes=0-10000", [0..<10000]), ("bytes=9990-\(huge)", [9990..<10000]),
            ("bytes=-1", [9999..<10000]),
            ("bytes=-10000", [0..<10000]), ("bytes=-10001", [0..<10000]), ("bytes=-\(huge)", [0..<10000]), ("bytes=0000-0499", [0..<500]),
            ("Bytes=0-1", [0..<2]), ("BYTES=0-1", [0..<2]),
            // White space and empty elements, as lists may have them.
            ("bytes= 0-999, 4500-5499, -1000", [0..<1000, 4500..<5500, 9000..<10000]), ("bytes=0-1 ,\t3-4", [0..<2, 3..<5]),
            ("bytes=,,0-1,, ,3-4,", [0..<2, 3..<5]), ("bytes=0-0,-1", [0..<1, 9999..<10000]),
            // In the order asked for.
            ("bytes=500-599,0-99", [500..<600, 0..<100]), ("bytes=-100,0-99", [9900..<10000, 0..<100]),
            // What cannot be satisfied is left out.
            ("bytes=0-1,10000-", [0..<2]), ("bytes=10000-,0-1", [0..<2]), ("bytes=-0,5-6", [5..<7]), ("bytes=\(huge)-,5-6", [5..<7]),
            // Neighbours are two, what overlaps is one.
            ("bytes=500-600,601-999", [500..<601, 601..<1000]), ("bytes=500-700,601-999", [500..<1000]),
            ("bytes=601-999,500-700", [500..<1000]),
            ("bytes=0-9,0-9", [0..<10]), ("bytes=0-99,10-20", [0..<100]), ("bytes=10-20,0-99", [0..<100]),
            ("bytes=0-9,100-199,5-14", [0..<15, 100..<200]), ("bytes=0-,-1", [0..<10000]),
        ] as [(String, [Range<Int>])])
    func rangesAreResolved(_ field: String, _ parts: [Range<Int>]) {
        #expect(ByteRanges(field, length: 10000) == .parts(parts))
    }

    @Test(arguments: [
        "bytes=10000-", "bytes=10000-10001", "bytes=-0", "bytes=\(huge)-", "bytes=10000-,20000-30000,-0", "bytes=\(huge)-\(huge)",
    ])
    func whatLiesBeyondTheEndCannotBeSatisfied(_ field: String) {
        #expect(ByteRanges(field, length: 10000) == .unsatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=,", "bytes= , ,", "bytes=-", "bytes=--1", "bytes=0", "bytes=a-b", "bytes=0-b", "bytes=a-1",
        "bytes=0x0-1",
        "bytes=1-0", "bytes=0-1-2", "bytes=-1-2", "bytes=+0-1", "bytes=0-+1", "bytes=0 - 1", "bytes=0- 1", "bytes=0 -1", "bytes=0-1;",
        "bytes=0-1 2-3",
        "bytes=0-1,x", "bytes=x,0-1", "bytes=0-1,5-4", "bytes=0-1, bytes=2-3", "bytes=0..1", "bytes:0-1", "bytes 0-1", "bytes 0-1/2",
        "bytes =0-1",
        " bytes=0-1", "byte=0-1", "items=0-1", "none", "seconds=0-1", "=0-1", "0-1", "bytes=*", "bytes=٠-١",
    ])
    func otherUnitsAndWhatIsMalformedArePassedOver(_ field: String) {
        #expect(ByteRanges(field, length: 10000) == .whole)
    }

    @Test func nothingOfAnEmptyRepresentationCanBeNamed() {
        for field in ["bytes=0-", "bytes=0-0", "bytes=-1", "bytes=-0", "bytes=x"] { #expect(ByteRanges(field, length: 0) == .whole) }
    }

    @Test func muchOfLittleIsPassedOver() {
        let ranges = (0..<17).map { "\($0 * 10)-\($0 * 10)" }
        #expect(
            ByteRanges("bytes=" + ranges.prefix(16).joined(separator: ","), length: 10000) == .parts((0..<16).map { $0 * 10..<$0 * 10 + 1 })
        )
        #expect(ByteRanges("bytes=" + ranges.joined(separator: ","), length: 10000) == .whole)
        for field in ["0-,0-,0-", "0-5,3-8,7-9", "0-2,6-8,1-7", "0-5,3-8,20-25,23-28", "0-9,0-9,0-9"] {
            #expect(ByteRanges("bytes=\(field)", length: 10000) == .whole, "\(field)")
        }
        #expect(ByteRanges("bytes=" + String(repeating: "0-,", count: 5000), length: 10000) == .whole)
    }

    /// Whatever is asked for: the parts are disjoint, lie within, and hold just what was asked for; sent as one body, they come apart again.
    @Test func partsAreWhatWasAskedForAndComeApartAgain() throws {
        var generator = SeededGenerator(seed: 41)
        var severalSeen = 0
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 1...300, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            var wanted = Set<Int>()
            let specifiers = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                let first = Int.random(in: 0...320, using: &generator)
                let last = first + Int.random(in: 0...60, using: &generator)
                switch Int.random(in: 0...5, using: &generator) {
                case 0:
                    wanted.formUnion(max(0, bytes.count - first)..<bytes.count)
                    return "-\(first)"
                case 1:
                    if first < bytes.count { wanted.formUnion(first..<bytes.count) }
                    return "\(first)-"
                default:
                    if first < bytes.count { wanted.formUnion(first...min(last, bytes.count - 1)) }
                    return "\(first)-\(last)"
                }
            }
            let field = "bytes=" + specifiers.joined(separator: ", ")
            switch ByteRanges(field, length: bytes.count) {
            case .whole: #expect(specifiers.count > 2, "\(field)")
            case .unsatisfiable: #expect(wanted.isEmpty, "\(field)")
            case .parts(let parts):
                #expect(parts.flatMap(Array.init).sorted() == wanted.sorted(), "\(field) of \(bytes.count)")
                let multipart = MultipartByteRanges(parts, of: bytes.count, contentType: "text/plain") { Array(bytes[$0]) }
                let read = try Multipart(multipart.contentType, multipart.body)
                #expect(read.parts.map(\.range) == parts && read.parts.map(\.bytes) == parts.map { Array(bytes[$0]) })
                #expect(read.parts.allSatisfy { $0.length == bytes.count && $0.contentType == "text/plain" })
                if parts.count > 1 { severalSeen += 1 }
            }
        }
        #expect(severalSeen > 50)
    }
}

/// A `multipart/byteranges` body, taken apart as a client does.
struct Multipart {
    struct Part {
        var contentType: String?
        var range: Range<Int>
        var length: Int
        var bytes: [UInt8]
    }
    var parts: [Part] = []

    init(_ contentType: String, _ body: [UInt8]) throws {
        let prefix = "multipart/byteranges; boundary="
        try #require(contentType.hasPrefix(prefix))
        let boundary = contentType.dropFirst(prefix.count)
        try #require((1...70).contains(boundary.utf8.count) && boundary.allSatisfy(\.isHexDigit))
        var rest = body[...]
        let delimiter = Array("--\(boundary)".utf8)
        func take(_ bytes: [UInt8]) throws {
            try #require(rest.starts(with: bytes))
            rest = rest.dropFirst(bytes.count)
        }
        func takeLine() throws -> String {
            let end = try #require(rest.firstIndex(of: 0x0D))
            defer { rest = rest[(end + 2)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        try take(delimiter)
        while true {
            if rest.starts(with: "--".utf8) { break }
            try take([0x0D, 0x0A])
            var part = Part(contentType: nil, range: 0..<0, length: 0, bytes: [])
            while case let line = try takeLine(), !line.isEmpty {
                if line.hasPrefix("Content-Type: ") { part.contentType = String(line.dropFirst(14)) }
                if line.hasPrefix("Content-Range: bytes ") {
                    let numbers = line.dropFirst(21).split { $0 == "-" || $0 == "/" }.compactMap { Int($0) }
                    try #require(numbers.count == 3)
                    part.range = numbers[0]..<numbers[1] + 1
                    part.length = numbers[2]
                }
            }
            part.bytes = Array(rest.prefix(part.range.count))
            rest = rest.dropFirst(part.range.count)
            try take([0x0D, 0x0A] + delimiter)
            parts.append(part)
        }
        try take(Array("--\r\n".utf8))
        try #require(rest.isEmpty)
    }
}
