/// Whether a password is among those that are tried first. No list of them is kept: nearly all are a word of a few hundred with some digits
/// behind it, a walk along the keyboard, or the same again and again.
enum CommonPasswords {
    static func contains(_ password: String) -> Bool {
        let text = password.lowercased().filter { !$0.isWhitespace }
        return isRepetition(text) || isWalk(text) || isDate(text) || isWord(text)
    }

    /// "aaaaaaaa", "12121212", "abcabcabc", "passpass".
    private static func isRepetition(_ text: String) -> Bool {
        let letters = Array(text.unicodeScalars)
        return (1...4).contains { period in
            letters.count >= period * 2 && letters.indices.dropFirst(period).allSatisfy { letters[$0] == letters[$0 - period] }
        }
    }

    /// "12345678", "qwertyuiop", "zyxwvuts", "1q2w3e4r": one or two pieces of four and more keys that follow one another; or a piece
    /// of six with one or two other characters, as in "a1234567".
    private static func isWalk(_ text: String) -> Bool {
        let pieces = walks + walks.map { String($0.reversed()) }
        func isPiece(_ text: Substring) -> Bool { text.count >= 4 && pieces.contains { $0.contains(text) } }
        for (ahead, behind) in [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0)] where text.count - ahead - behind >= 6 {
            if isPiece(text.dropFirst(ahead).dropLast(behind)) { return true }
        }
        return text.indices.contains { isPiece(text[..<$0]) && isPiece(text[$0...]) }
    }

    /// Eight digits that are a day: "19870412", "12041987".
    private static func isDate(_ text: String) -> Bool {
        guard text.utf8.count == 8, let number = Int(text), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
        func isDay(_ year: Int, _ one: Int, _ other: Int) -> Bool {
            (1900...2099).contains(year) && (1...31).contains(one) && (1...31).contains(other) && min(one, other) <= 12
        }
        return isDay(number / 10_000, number / 100 % 100, number % 100) || isDay(number % 10_000, number / 1_000_000, number / 10_000 % 100)
    }

    /// "password1", "P@ssw0rd!", "123dragon", "iloveyou2": one or two of the words, some letters written as digits or signs, with up to six
    /// digits or signs before or behind.
    private static func isWord(_ text: String) -> Bool {
        let isTrimming: (Character) -> Bool = { !$0.isLetter }
        let behind = text.reversed().prefix(while: isTrimming).count
        let ahead = text.prefix(while: isTrimming).count
        for dropped in [(0, 0), (0, behind), (ahead, 0), (ahead, behind)] where dropped.0 + dropped.1 <= 6 {
            let rest = String(text.dropFirst(dropped.0).dropLast(dropped.1))
            if isMadeOfWords(rest) || isMadeOfWords(String(rest.map { substitutes[$0] ?? $0 })) { return true }
        }
        return false
    }

    private static func isMadeOfWords(_ text: String) -> Bool {
        words.contains(text[...]) || text.indices.contains { words.contains(text[..<$0]) && words.contains(text[$0...]) }
    }

    private static let substitutes: [Character: Character] = [
        "0": "o", "1": "i", "!": "i", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "8": "b",
    ]

    private static let walks = [
        "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm",
        "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujm", "147258369", "159357",
        "741852963",
        "!@#$%^&*()",
    ]

    private static let words: Set<Substring> = Set(
        """
        abcd abc access account action active adidas admin administrator airplane alexander alexandra alex amanda america andrea andrew \
        angel angela angels anna anthony apple april arsenal asdf ashley athena august austin autumn awesome azerty babe baby babygirl \
        banana barbie barcelona baseball basketball batman beautiful beer berlin biteme blink bond bonjour boston bubbles buster butter \
        butterfly camaro captain carlos carolina caroline champion change changeme charles charlie cheese chelsea chester chicago chicken \
        chocolate chris christian christopher coffee computer confirm cookie cool corvette courtney cowboy creative crystal dallas daniel \
        daniela danielle dave david december default demo denise dennis destiny diamond dolphin donald doudou dragon dreams eagle eagles \
        easter edward elephant elizabeth eminem england enter eric everton explorer facebook family fender ferrari fireball first fish \
        fishing flower football forever france francis frankie freedom friend friends fuck fucker fuckyou gabriel gandalf garfield genesis \
        george gerald ginger girl gmail goals golden golf goodluck google gorgeous green guest guitar hallo hammer hannah happy hardcore \
        harley hawaii heather heaven hello helpme hockey holiday home honda hottie house hunter iceman iloveu iloveyou india internet isabella \
        jackson jackass jaguar james january jasmine jason jasper jennifer jessica jesus john johnny jonathan jordan joseph joshua julian \
        july june junior justin karina katherine kevin killer king kitty knight ladybug lakers lauren leave legend letmein liberty life \
        liverpool live london lotus love lovely loveme lover loveyou lucky madison maggie magic manchester march marina mario marlboro martin \
        marvin master matrix matthew maverick maxwell melissa member mercedes merlin metallica michael michelle mickey midnight mike minecraft \
        mobile monday money monica monkey monster morgan mother motdepasse mountain muffin music mustang mybaby myspace naruto nascar natalie \
        natasha nathan newyork nicholas nicole nirvana november october oliver online opensaysme orange orlando pakistan panther paris \
        pass passe passwd passwort password passw patricia patrick peaches peanut pepper personal phoenix pikachu please pokemon porsche power \
        precious prince princess private purple qazwsx qwer qwert qwerty qwertz rachel rainbow ranger raiders rebecca red redskins richard \
        robert rocket ronaldo root samantha samsung samuel sandra saturn scooby scooter scorpion secret september sergey service sesame sex \
        shadow shannon silver simple skippy skyline slipknot snoopy soccer softball sommer soleil something spiderman spring startrek start \
        starwars stella steven stupid success summer sunday sunshine super superman superstar sweet sweetheart sweetie system tamara taylor \
        teacher teamo temp temporary tennis test testing thankyou theman thomas thunder tiger tigger time tinkerbell toor toyota training \
        travis trinity trouble trustme trustno trustnoone turtle tweety twitter united user username valentina vanessa victor victoria viper \
        vladimir volcom walter warrior welcome whatever william willow windows winner winston winter wizard word world xbox yamaha yankees \
        yellow you zaq zxcv zxcvbnm
        """.split(separator: " "))
}
