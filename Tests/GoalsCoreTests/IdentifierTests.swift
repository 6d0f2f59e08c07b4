import GoalsCore
import Testing

struct IdentifierTests {
    @Test func newIdentifiersAreUUIDsOfVersion7() {
        var generator = SeededGenerator(state: 7)
        for _ in 0..<100 {
            let bits = Goal.ID.make(at: Sample.now, using: &generator).bits
            #expect(bits >> 76 & 0xf == 7)
            #expect(bits >> 62 & 0b11 == 0b10)
            #expect(bits >> 80 == UInt128(Sample.now.microseconds / 1_000))
        }
    }

    /// The example of RFC 9562, appendix A.6: Tuesday, 22 February 2022, 14:22:22 at UTC-5.
    @Test func theExampleOfTheStandardComesOut() {
        struct Fixed: RandomNumberGenerator {
            var values: [UInt64]
            mutating func next() -> UInt64 { values.removeFirst() }
        }
        var generator = Fixed(values: [0xcc3, 0x18c4_dc0c_0c07_398f])
        let id = Goal.ID.make(at: instant("2022-02-22T14:22:22-05:00"), using: &generator)
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
    }

    @Test func laterIdentifiersSortLater() {
        let ids = (0..<50).map { Goal.ID.make(at: Instant(microseconds: Sample.now.microseconds + $0 * 1_000)) }
        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
        #expect(Set(ids).count == 50)
    }

    @Test func theTextIsLowerCaseAndReadInEitherCase() throws {
        let text = "01936a5e-3f2b-7c4d-8e5f-0123456789ab"
        #expect(try #require(Goal.ID(text)).description == text)
        #expect(Goal.ID(text.uppercased()) == Goal.ID(text))
        #expect(Goal.ID(bits: 1).description == "00000000-0000-0000-0000-000000000001")
    }

    @Test(arguments: [
        "", "01936a5e3f2b7c4d8e5f0123456789ab", "{01936a5e-3f2b-7c4d-8e5f-0123456789ab}", "01936a5e-3f2b-7c4d-8e5f-0123456789a",
        "01936a5e-3f2b-7c4d-8e5f-0123456789abc", "01936a5e-3f2b-7c4d-8e5f-0123456789ag", "01936a5e-3f2b-7c4d-8e5f00123456789ab",
        "0-936a5e13f2b-7c4d-8e5f-0123456789ab", "é1936a5e-3f2b-7c4d-8e5f-0123456789a",
    ])
    func otherTextIsRefused(text: String) {
        #expect(Goal.ID(text) == nil)
    }

    @Test func timesOutsideTheRangeStillMakeAUUID() {
        #expect(Goal.ID.make(at: Instant(microseconds: .min)).bits >> 80 == 0)
        #expect(Goal.ID.make(at: Instant(microseconds: .max)).bits >> 76 & 0xf == 7)
    }
}
