import GoalsCore
import Testing

/// How numbers are read, in "Run … km".
struct QuickAddNumberTests {
    /// What every language agrees on.
    static let clear = [
        ("500", "500"), ("1.5", "1.5"), ("1,5", "1.5"), ("0.125", "0.125"), ("0,125", "0.125"), ("1.25", "1.25"), ("12,3456", "12.3456"),
        ("1234.567", "1234.567"), ("1234,567", "1234.567"), ("1,234.56", "1234.56"), ("1.234,56", "1234.56"), ("1,234,567", "1234567"),
        ("1.234.567", "1234567"), ("1 000", "1000"), ("1 000 000", "1000000"), ("1 000,5", "1000.5"), ("1 000.5", "1000.5"),
        ("1\u{A0}000", "1000"), ("1\u{202F}000,5", "1000.5"), ("1'000", "1000"), ("1’000.5", "1000.5"), ("1'000'000", "1000000"),
        ("10k", "10000"), ("2.5k", "2500"), ("1,5K", "1500"), ("0.000001", "0.000001"), ("1000000000000", "1000000000000"),
        ("1 000 000 000 000", "1000000000000"),
    ]

    static let none = [
        "0", "007", "1.2.3", "1,2,3", "1.23.456", "1,234,56", "1.234,567.8", "1,234.567,8", "1..5", "0.0000001", "1000000000001", "1'00",
        "1/2", "7:30", "10-12", "v2", "1.000.000.000.000.000", "1.2.3.4.5.6.7.8.9", "1 000'000", "99999999999999999999999999",
    ]

    static let ambiguous: [(text: String, readings: [Language?: String])] = [
        ("1.000", [nil: "1000", .english: "1", .german: "1000", .french: "1000", .spanish: "1000"]),
        ("1,000", [nil: "1000", .english: "1000", .german: "1", .french: "1", .spanish: "1"]),
        ("12.345", [nil: "12345", .english: "12.345", .german: "12345", .french: "12345", .spanish: "12345"]),
        ("12,345", [nil: "12345", .english: "12345", .german: "12.345", .french: "12.345", .spanish: "12.345"]),
    ]

    private func reading(_ number: String, _ language: Language? = nil) -> String {
        summary("Run \(number) km", language)
    }

    @Test(arguments: clear, [nil] + Language.allCases)
    func clearNumbersAreReadInAllLanguages(row: (text: String, value: String), language: Language?) {
        let title = row.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(reading(row.text, language) == "Run \(title) km | 0→\(row.value) km sum")
    }

    @Test(arguments: none, [nil] + Language.allCases)
    func whatIsNoNumberStays(text: String, language: Language?) {
        #expect(reading(text, language) == "Run \(text) km")
    }

    @Test(arguments: ambiguous)
    func theLanguageDecidesWhatThreeDigitsMean(row: (text: String, readings: [Language?: String])) {
        for (language, value) in row.readings {
            #expect(reading(row.text, language) == "Run \(row.text) km | 0→\(value) km sum")
        }
    }

    @Test func negativeNumbersAreReadWhereTheyCanBeMeant() {
        #expect(summary("Go from -5 to 10 °C") == "Go | -5→10 °C last")
        #expect(summary("Stay between −5 and -1.5 °C") == "Stay | -5…-1.5 °C")
        #expect(summary("Run -5 km") == "Run -5 km")
    }
}
