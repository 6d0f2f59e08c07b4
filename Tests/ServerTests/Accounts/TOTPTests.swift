import GoalsCore
import Testing

@testable import GoalsServer

@Suite struct TOTPTests {
    /// The secret of the standards' vectors.
    private let totp = TOTP(secret: Array("12345678901234567890".utf8))

    /// RFC 6238 appendix B, SHA-1; the last six of its eight digits.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"), (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ])
    func theStandardsVectors(_ seconds: Int64, _ code: String) {
        let now = Instant(microseconds: seconds * 1_000_000)
        #expect(totp.code(at: TOTP.step(at: now)) == code)
        #expect(totp.step(of: code, at: now, after: nil) == seconds / 30)
    }

    /// RFC 4226 appendix D: the first ten counters.
    @Test func theVectorsOfHOTP() {
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
        for (counter, code) in codes.enumerated() { #expect(totp.code(at: Int64(counter)) == code) }
    }

    @Test func aClockMayBeOffByOneStepAndNoMore() {
        let now = Instant(microseconds: 1_000_000_000 * 1_000_000)
        let current = TOTP.step(at: now)
        for off in -3...3 as ClosedRange<Int64> {
            let step = totp.step(of: totp.code(at: current + off), at: now, after: nil)
            #expect(step == (abs(off) <= 1 ? current + off : nil))
        }
    }

    @Test func aStepChangesOnTheHalfMinute() {
        #expect(TOTP.step(at: Instant(microseconds: 29_999_999)) == 0)
        #expect(TOTP.step(at: Instant(microseconds: 30_000_000)) == 1)
    }

    @Test func aCodeIsGoodOnce() throws {
        let now = Instant(microseconds: 1_000_000_000 * 1_000_000)
        let current = TOTP.step(at: now)
        let used = try #require(totp.step(of: totp.code(at: current), at: now, after: current - 5))
        #expect(used == current)
        #expect(totp.step(of: totp.code(at: current), at: now, after: used) == nil)
        #expect(totp.step(of: totp.code(at: current - 1), at: now, after: used) == nil)
        #expect(totp.step(of: totp.code(at: current + 1), at: now, after: used) == current + 1)
    }

    @Test(arguments: ["", "000000", "28708", "2870820", " 287082", "287 082", "٢٨٧٠٨٢", "２８７０８２", "-87082", "287082\n"])
    func whatIsNotTheCodeIsRefused(_ code: String) {
        #expect(totp.step(of: code, at: Instant(microseconds: 59_000_000), after: nil) == nil)
    }

    @Test func aNewSecretHasAsManyBitsAsSHA1() {
        #expect(TOTP().secret.count == 20)
        #expect(Set((0..<100).map { _ in TOTP().secret }).count == 100)
    }

    @Test func theAppIsToldEverything() {
        #expect(
            totp.uri(issuer: "Goals: home", account: "ada+1@example.org")
                == "otpauth://totp/Goals%20home:ada%2B1%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Goals%20home"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    @Test func nothingShowsTheSecret() {
        var dumped = ""
        dump([totp], to: &dumped)
        for shown in ["\(totp)", String(reflecting: totp), dumped] { #expect(shown.contains("•••") && !shown.contains("49")) }
    }
}

@Suite struct Base32Tests {
    /// RFC 4648 §10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func eachValueHasItsText(_ plain: String, _ encoded: String) {
        #expect(Base32.encode(plain.utf8) == encoded)
        #expect(Base32.decode(encoded) == Array(plain.utf8))
    }

    @Test(arguments: ["M", "MZ", "MZX", "my", "MY======", "M1", "M8", "MZXW6Y", "MZXW6YR", "MZ XQ", "MŸ"])
    func whatIsNotWrittenThatWayIsRefused(_ text: String) {
        #expect(Base32.decode(text) == nil)
    }
}
