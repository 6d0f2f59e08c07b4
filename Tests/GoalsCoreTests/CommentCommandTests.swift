import GoalsCore
import Testing

struct CommentCommandTests {
    static func create(_ body: String) throws(DomainError) -> GoalsCore.Comment {
        try CreateComment(body: body).comment(
            id: Identifier<GoalsCore.Comment>(bits: 1), goal: Sample.goalID, author: User.ID(bits: 2), now: Sample.now)
    }

    @Test(arguments: ["x", " *Well* done\n\n- really", String(repeating: "x", count: 10_000), String(repeating: "👩", count: 10_000)])
    func aCommentIsKeptAsItWasWritten(body: String) throws {
        let comment = try Self.create(body)
        #expect(comment.body == body)
        #expect(comment.author == User.ID(bits: 2))
        #expect(comment.version == 1)
    }

    @Test(arguments: ["", " \n\t", "a\0", String(repeating: "x", count: 10_001), "e" + String(repeating: "\u{301}", count: 20_000)])
    func whatIsNoCommentIsRefused(body: String) throws {
        #expect(errors { () throws(DomainError) in try Self.create(body) }.map(\.field) == ["body"])
        let comment = try Self.create("x")
        let update = UpdateComment(body: body)
        #expect(errors { () throws(DomainError) in try update.apply(to: comment, now: Sample.now) }.map(\.field) == ["body"])
    }

    @Test func anUpdateIsTheNextVersion() throws {
        let later = instant("2026-12-05T00:00:00Z")
        var expected = try Self.create("x")
        #expect(UpdateComment().isEmpty)
        let changed = try UpdateComment(body: "y").apply(to: expected, now: later)
        (expected.body, expected.version, expected.updatedAt) = ("y", 2, later)
        #expect(changed == expected)
    }
}
