import Crypto
import Testing

@testable import GoalsServer

@Suite struct RecoveryCodeTests {
    @Test func anAccountHasTenThatDiffer() {
        let codes = RecoveryCode.set()
        #expect(codes.count == 10)
        #expect(Set(codes.map(\.text)).count == 10)
        #expect(Set(codes.map(\.hash)).count == 10)
    }

    @Test func aCodeIsReadHoweverItIsTyped() throws {
        let code = try #require(RecoveryCode(typed: "abcd-efgh-ijkl-mnop"))
        #expect(code.text == "abcd-efgh-ijkl-mnop")
        #expect(code.hash == Array(SHA256.hash(data: Array("abcd-efgh-ijkl-mnop".utf8))))
        for typed in ["ABCD-EFGH-IJKL-MNOP", "abcdefghijklmnop", " abcd efgh\tijkl mnop\n", "ab-cd-ef-gh-ij-kl-mn-op"] {
            #expect(RecoveryCode(typed: typed)?.hash == code.hash)
        }
        for _ in 0..<100 {
            let new = RecoveryCode()
            #expect(RecoveryCode(typed: new.text)?.hash == new.hash)
        }
    }

    @Test(arguments: [
        "", "abcd", "abcd-efgh-ijkl-mno", "abcd-efgh-ijkl-mnop-q", "abcd-efgh-ijkl-mno1", "abcd-efgh-ijkl-mnoß", "287082",
        String(repeating: "-", count: 1000) + "abcd-efgh-ijkl-mnop",
    ])
    func whatIsNoCodeIsNotReadAsOne(_ text: String) {
        #expect(RecoveryCode(typed: text) == nil)
    }

    @Test func nothingShowsIt() throws {
        let code = try #require(RecoveryCode(typed: "abcd-efgh-ijkl-mnop"))
        var dumped = ""
        dump([code], to: &dumped)
        for shown in ["\(code)", String(reflecting: code), dumped] { #expect(shown.contains("•••") && !shown.contains("68")) }
    }
}
