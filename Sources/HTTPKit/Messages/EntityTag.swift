/// Entity tags and the conditions on them (RFC 9110 §8.8.3, §13.1).
public enum EntityTag {
    /// Whether `If-None-Match` holds `tag`, by weak comparison: then a GET is answered 304.
    public static func ifNoneMatch(_ field: String?, matches tag: String) -> Bool {
        guard let field else { return false }
        return tags(field).contains { $0 == "*" || opaque($0) == opaque(tag) }
    }

    /// Whether `If-Match` allows a change of what `tag` names, by strong comparison. An absent field allows it.
    public static func ifMatch(_ field: String?, allows tag: String) -> Bool {
        guard let field else { return true }
        return tags(field).contains { $0 == "*" || ($0 == tag && !tag.hasPrefix("W/")) }
    }

    /// The list's members. A tag may hold commas, so quotes are followed.
    private static func tags(_ field: String) -> [String] {
        var tags: [String] = []
        var current = ""
        var isQuoted = false
        for character in field {
            if character == "\"" { isQuoted.toggle() }
            if character == "," && !isQuoted {
                tags.append(current)
                current = ""
            } else if isQuoted || (character != " " && character != "\t") {
                current.append(character)
            }
        }
        tags.append(current)
        return tags.filter { !$0.isEmpty }
    }

    private static func opaque(_ tag: String) -> Substring { tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...] }
}
