import Testing

@testable import HTTPKit

@Suite struct ByteWriterTests {
    @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345, 1_000_000_000, Int.max]) func numbersAreWrittenInDecimals(_ number: Int) {
        let writer = ByteWriter(capacity: 1)
        writer.append("a")
        writer.append(decimal: number)
        writer.append("b" as StaticString)
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "a\(number)b")
    }

    @Test func whatIsWrittenGrowsBeyondTheCapacityAndIsForgotten() {
        let writer = ByteWriter(capacity: 4)
        var expected: [UInt8] = []
        for number in 0..<100 {
            writer.append("é\(number)" as String)
            writer.append([UInt8(number), 0])
            expected += Array("é\(number)".utf8) + [UInt8(number), 0]
        }
        #expect(Array(writer.bytes) == expected)
        writer.removeAll()
        #expect(writer.bytes.isEmpty)
    }

    @Test func aLineHoldsNoControlCharacters() {
        let writer = ByteWriter()
        writer.append("\n" as StaticString)
        writer.append(line: "a\r\nb\u{0}c\u{7F}ü\t")
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "\na  b c ü ")
    }
}
