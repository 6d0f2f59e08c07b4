import Testing

@testable import HTTPKit

@Suite struct AcceptEncodingTests {
    @Test(
        arguments: [
            // Nothing asked for.
            (nil, "identity"), ("", "identity"), (" ", "identity"), (",", "identity"),
            // By weight; of those wanted alike brotli, then gzip.
            ("gzip", "gzip"), ("br", "br"), ("gzip, br", "br"), ("br,gzip", "br"), ("gzip, deflate, br, zstd", "br"), ("GZip", "gzip"),
            ("BR", "br"), ("x-gzip", "gzip"), ("X-GZIP", "gzip"), ("gzip;q=0.5, br;q=0.4", "gzip"), ("gzip;q=1, br;q=0.999", "gzip"),
            ("gzip;q=0.001, br;q=0", "gzip"), ("gzip, br;q=0", "gzip"), ("gzip;q=0.5, br;q=0.5", "br"), ("identity, gzip", "gzip"),
            ("identity, gzip;q=0.5", "identity"), ("identity;q=0.5, gzip;q=0.6", "gzip"),
            ("identity;q=0.5, gzip;q=0.4, br;q=0.3", "identity"),
            ("compress, gzip", "gzip"), ("compress;q=0.5, gzip;q=1.0", "gzip"), ("gzip;q=1.0, identity; q=0.5, *;q=0", "gzip"),
            // Nothing that we have is named.
            ("deflate", "identity"), ("zstd, deflate", "identity"), ("gzipped", "identity"), ("gzi", "identity"), ("identity", "identity"),
            // "*" stands for what is not named.
            ("*", "br"), ("br;q=0, *", "gzip"), ("gzip, *;q=0.5", "gzip"), ("gzip;q=0.5, *", "br"),
            ("*;q=0.5, gzip;q=0, br;q=0", "identity"),
            ("*;q=0, gzip", "gzip"), ("*;q=0, identity", "identity"), ("*;q=0.5, identity", "identity"), ("gzip;q=0, *", "br"),
            // Not acceptable.
            ("gzip;q=0", "identity"), ("gzip;q=0.", "identity"), ("gzip;q=0.0", "identity"), ("gzip;q=0.000", "identity"),
            ("identity;q=0", nil),
            ("*;q=0", nil), ("*;q=0.000", nil), ("identity;q=0, gzip;q=0", nil), ("identity;q=0, gzip", "gzip"), ("identity;q=0, *", "br"),
            ("identity;q=0, deflate", nil), ("identity;q=0, gzip;q=0, br;q=0.001", "br"), ("identity; q=0.5, *;q=0", "identity"),
            // White space, empty elements, capitals.
            (" , gzip , ", "gzip"), ("\tgzip\t,\tbr;q=0", "gzip"), ("gzip ; q=0.5 , br ;q=0.4", "gzip"), ("gzip;Q=0", "identity"),
            ("gzip;q=1.", "gzip"), ("gzip;q=1.000", "gzip"),
            // Malformed elements count for nothing.
            (";q=1", "identity"), ("gzip;q=2", "identity"), ("gzip;q=1.001", "identity"), ("gzip;q=0.1234", "identity"),
            ("gzip;q=", "identity"),
            ("gzip;q", "identity"), ("gzip;", "identity"), ("gzip;q=.5", "identity"), ("gzip;q=-1", "identity"),
            ("gzip;q=0.5x", "identity"),
            ("gzip;q =1", "identity"), ("gzip;q= 1", "identity"), ("gzip;x=1", "identity"), ("gzip;q=1;x=1", "identity"),
            ("gzip q=1", "identity"),
            ("gzip;q=\"1\"", "identity"), ("gzip;q=01", "identity"), ("gzip;q=1e0", "identity"), ("gzip;q=NaN", "identity"),
            ("gzip br", "identity"),
            ("gzip;q=2, br;q=0.1", "br"), ("gzip/br", "identity"), ("identity;q=zero", "identity"), ("\u{FFFD}", "identity"),
            // Of two the first.
            ("gzip, gzip;q=0", "gzip"), ("gzip;q=0, x-gzip", "identity"),
        ] as [(String?, String?)])
    func theCodingIsTheOneWantedMost(_ field: String?, _ name: String?) {
        #expect(AcceptEncoding(field).choose(from: ContentCoding.allCases)?.name == name)
    }

    @Test func onlyWhatThereIsIsChosen() {
        #expect(AcceptEncoding("br, gzip;q=0.5").choose(from: [.gzip, .identity]) == .gzip)
        #expect(AcceptEncoding("br, gzip").choose(from: [.identity]) == .identity)
        #expect(AcceptEncoding("br, identity;q=0").choose(from: [.gzip, .identity]) == nil)
    }
}
