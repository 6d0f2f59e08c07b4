import GoalsCore
import HTTPKit
import SQL
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct CommentAPITests {
    @Test(arguments: DatabaseKind.allCases) func aCommentIsMadeReadChangedAndForgotten(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal()
            let created = try await server.client.post(goal.path + "/comments", #"{"body":"**bold**\n<b>& \u0007 emoji 🎉"}"#)
            #expect(created.status == 201)
            let comment = try created.json
            let path = "\(goal.path)/comments/\(comment.id)"
            #expect(created.fields["location"] == path)
            #expect(comment["body"] == .string("**bold**\n<b>& \u{7} emoji 🎉") && comment["goal"] == goal["id"])
            #expect(comment["author"] == (try await server.read("/api/v1/me"))["id"])
            #expect(try await server.client.get(path).body == created.body)

            let changed = try await server.client.patch(path, #"{"body":"plain"}"#, ["If-Match": created.fields["etag"]!])
            #expect(try changed.json["body"] == .string("plain") && changed.json["version"].number == 2)
            #expect(try await server.client.patch(path, "{}").json["version"].number == 2)
            #expect(try await server.client.delete(path, ["If-Match": created.fields["etag"]!]).status == 412)
            #expect(try await server.client.delete(path).status == 204)
            #expect(try await server.client.delete(path).status == 404)
            #expect(try await server.items(goal.path + "/comments").isEmpty)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func commentsAreListedPageByPage(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let (goal, other) = (try await server.goal(), try await server.goal())
            _ = try await server.client.post(other.path + "/comments", #"{"body":"other"}"#)
            for number in 1...5 { _ = try await server.client.post(goal.path + "/comments", #"{"body":"\#(number)"}"#) }
            let bodies = try await server.items(goal.path + "/comments", limit: 2).compactMap { $0["body"].string }
            #expect(bodies == ["1", "2", "3", "4", "5"] || bodies == ["5", "4", "3", "2", "1"])
            #expect(try await server.items(goal.path + "/comments").compactMap { $0["body"].string } == bodies)
            #expect(try await server.client.get(goal.path + "/comments?cursor=x").invalidFields == ["cursor"])
        }
    }

    @Test func aCommentThatCannotBeIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal()
            for json in [
                "{}", #"{"body":""}"#, #"{"body":" \n "}"#, #"{"body":5}"#, #"{"body":"a\u0000"}"#, #"{"body":null}"#,
                #"{"body":"\#(String(repeating: "x", count: 10_001))"}"#,
            ] {
                let answer = try await server.client.post(goal.path + "/comments", json)
                #expect(answer.status == 422, "\(json.prefix(30))")
                #expect(try answer.invalidFields == ["body"], "\(json.prefix(30))")
            }
            let longest = #"{"body":"\#(String(repeating: "ü", count: 10_000))"}"#
            #expect(try await server.client.post(goal.path + "/comments", longest).status == 201)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func inTheTrashNothingIsSaid(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal()
            let comment = try await server.client.post(goal.path + "/comments", #"{"body":"a"}"#).json
            _ = try await server.client.delete(goal.path)
            #expect(try await server.client.post(goal.path + "/comments", #"{"body":"b"}"#).status == 409)
            #expect(try await server.client.patch("\(goal.path)/comments/\(comment.id)", #"{"body":"b"}"#).status == 409)
            #expect(try await server.client.delete("\(goal.path)/comments/\(comment.id)").status == 409)
            #expect(try await server.items(goal.path + "/comments").count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func onlyItsAuthorChangesAComment(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal()
            let comment = try await server.client.post(goal.path + "/comments", #"{"body":"a"}"#).json
            let stranger = try await server.strangersGoal()
            _ = try await server.database.run(.write("UPDATE comments SET user_id = $1", .uuid(stranger.user.bits)))
            let path = "\(goal.path)/comments/\(comment.id)"
            #expect(try await server.client.patch(path, #"{"body":"b"}"#).status == 403)
            #expect(try await server.read(path)["body"] == .string("a"))
        }
    }
}
