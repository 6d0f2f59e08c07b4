/// The languages whose words, numbers and dates quick add reads, by their ISO 639-1 codes.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
}
