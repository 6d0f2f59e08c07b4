import GoalsCore
import Testing

struct QuantityTests {
    @Test(
        arguments: [
            ("0", 0, "0"), ("-0", 0, "0"), ("0.0", 0, "0"), ("500", 500_000_000, "500"), ("-12.5", -12_500_000, "-12.5"),
            ("0.000001", 1, "0.000001"), ("-0.000001", -1, "-0.000001"), ("1e3", 1_000_000_000, "1000"), ("1E+2", 100_000_000, "100"),
            ("25e-1", 2_500_000, "2.5"), ("1.50", 1_500_000, "1.5"), ("1.0000000000", 1_000_000, "1"), ("0e999999999999", 0, "0"),
            ("1000000e-12", 1, "0.000001"), ("1e-6", 1, "0.000001"), ("1000000000000", 1_000_000_000_000_000_000, "1000000000000"),
            ("0.1e1", 1_000_000, "1"),
        ] as [(String, Int128, String)])
    func jsonNumbersAreReadAndWrittenShortest(text: String, micros: Int128, written: String) throws {
        let quantity = try #require(Quantity(text))
        #expect(quantity.micros == micros)
        #expect(quantity.description == written)
    }

    @Test(arguments: [
        "", "-", "+1", ".5", "5.", "01", "1e", "1e+", "1e-7", "0.0000001", "1.2345678", "1 ", " 1", "1,5", "0x10", "NaN", "Infinity",
        "1e23", "1e999999999999", "1e-999999999999", "--1", "1.5.2", "١",
    ])
    func whatIsNoSuchNumberIsRefused(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test func decimalsAddUpExactly() {
        let tenth = amount("0.1")
        #expect(tenth + tenth + tenth == amount("0.3"))
        #expect(amount("0.3") - tenth == amount("0.2"))
        #expect(-amount("1.5") == amount("-1.5"))
        #expect(amount("-1.5") < amount("-1.499999"))
    }

    @Test func theLimitIsTenToTheTwelfth() {
        #expect(Quantity.limit == amount("1e12"))
        #expect(amount("1000000000000").isWithinLimit)
        #expect(amount("-1000000000000").isWithinLimit)
        #expect(!amount("1000000000000.000001").isWithinLimit)
        #expect(!amount("-1000000000000.000001").isWithinLimit)
    }

    @Test func arithmeticStopsAtTheEndsOfTheRange() {
        let largest = Quantity(micros: .max)
        #expect(largest.description == "1" + String(repeating: "0", count: 22))
        #expect(largest + largest == largest)
        #expect(-largest - largest == Quantity(micros: .min))
        #expect(Quantity(Int.min) + Quantity(Int.min) < Quantity(Int.min))
        #expect(Quantity("1e22") == largest)
    }

    @Test func randomQuantitiesMakeTheRoundTrip() {
        var generator = SeededGenerator(state: 1)
        for _ in 0..<500 {
            let quantity = Quantity(micros: Int128(Int64.random(in: .min ... .max, using: &generator)))
            #expect(Quantity(quantity.description) == quantity)
        }
    }

    @Test(arguments: [(0, "0"), (1, "0.0001"), (6_840, "0.684"), (9_999, "0.9999"), (10_000, "1"), (-5, "0"), (10_001, "1")])
    func basisPointsAreDecimalFractions(value: Int, text: String) {
        #expect(BasisPoints(value).description == text)
    }
}
