import Testing

@testable import HTTPKit

@Suite struct AcceptEncodingTests {
    @Test(
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("GZip", true), ("gzip, br", true), ("br,gzip", true), ("deflate", false),
            ("gzipped", false),
            ("x-gzip", false), ("*", true), ("br, *", true), ("identity", false), (" , gzip , ", true),
            ("gzip;q=1", true), ("gzip;q=0", false), ("gzip;q=0.0", false), ("gzip;q=0.000", false), ("gzip;q=0.001", true),
            ("gzip; q=0.5", true),
            ("gzip ; Q=0", false), ("gzip;q=0, *", false), ("*, gzip;q=0", false), ("*;q=0", false), ("*;q=0, gzip", true),
            ("gzip, *;q=0", true),
            (";q=1", false),
        ] as [(String?, Bool)])
    func gzipIsAllowedWhereItIsNamedOrCovered(_ field: String?, _ isAllowed: Bool) {
        #expect(AcceptEncoding.allows("gzip", field) == isAllowed)
    }
}
