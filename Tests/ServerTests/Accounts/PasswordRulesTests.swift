import Testing

@testable import GoalsServer

@Suite struct PasswordRulesTests {
    @Test(arguments: [
        "correct horse battery staple", "kvz9mTqe", "    \t   x", "ünïcödéß", "пароль дня", "🦊🦊🦊🦊🐢🐢🐢🐢🐇", "horse staple", "Tr0ub4dor&3",
        "f7Qm2zLd", "90417362", String(repeating: "kvq zm ", count: 28), "\u{0}\u{1}\u{2}\u{3}kvzm",
    ])
    func anyCharactersWillDo(_ password: String) {
        #expect(PasswordRules.problem(password, about: ["ada@example.org", "Ada Lovelace"]) == nil)
    }

    @Test func theLengthCountsCodePoints() throws {
        #expect(PasswordRules.problem("kvz9mTq", about: []) == "Needs at least 8 characters.")
        #expect(PasswordRules.problem("", about: []) == "Needs at least 8 characters.")
        // One sign on the screen; eleven code points.
        #expect(PasswordRules.problem("👩‍❤️‍💋‍👨👩‍👧", about: []) == nil)
        let long = String(repeating: "kvz9mTqe", count: 25)
        #expect(PasswordRules.problem(long, about: []) == nil)
        #expect(PasswordRules.problem(long + "x", about: []) == "May have at most 200 characters.")
    }

    @Test(arguments: [
        "password", "Password", "PASSWORD1", "password123", "password2024!", "P@ssw0rd", "pa$$w0rd1", "passw0rd", "12345678", "123456789",
        "1234567890", "87654321", "11111111", "00000000", "12121212", "123123123", "abcabcabc", "qwertyui", "qwerty123", "qwertyuiop",
        "asdfghjkl", "1q2w3e4r", "1q2w3e4r5t", "1qaz2wsx", "zaq12wsx", "q1w2e3r4", "abcd1234", "1234abcd", "1234qwer", "qwer1234",
        "asdf1234",
        "a1234567", "iloveyou", "iloveyou1", "sunshine", "princess", "football", "baseball", "superman", "starwars", "trustno1", "welcome1",
        "letmein1", "dragon123", "monkey12", "master123", "michael1", "jennifer", "computer", "whatever", "internet", "chocolate",
        "butterfly", "liverpool", "samantha", "elizabeth", "changeme", "admin123", "administrator", "passpass", "lovelove", "blahblah",
        "19870412", "12041987", "04121987", "bonjour1", "motdepasse", "goals2026", "loveyou2", "summer2025!", "Winter2026", "123456ab",
        "987654321", "qazwsxedc", "azertyuiop", "password password",
    ])
    func whatIsTriedFirstIsRefused(_ password: String) {
        #expect(PasswordRules.problem(password, about: [])?.contains("tried first") == true)
    }

    @Test(arguments: [
        "ada@example.org", "ADA@EXAMPLE.ORG", "Ada Lovelace", "ada lovelace", "adalovelace", "augusta.ada", "Augusta.Ada",
    ])
    func whatIsKnownOfThePersonIsRefused(_ password: String) {
        let problem = PasswordRules.problem(password, about: ["ada@example.org", "augusta.ada@example.org", "Ada Lovelace"])
        #expect(problem == "Must not be your name or e-mail address.")
    }
}
