import GoalsCore
import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

@Suite struct IdempotencyTests {
    @Test(arguments: DatabaseKind.allCases) func aRepeatedRequestGetsItsFirstAnswer(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let key = ["Idempotency-Key": "k-1"]
            let first = try await server.client.post("/api/v1/goals", #"{"title":"Once"}"#, key)
            _ = try await server.client.patch(first.fields["location"]!, #"{"title":"Changed since"}"#)
            let second = try await server.client.post("/api/v1/goals", #"{"title":"Once"}"#, key)
            #expect(second.status == 201)
            #expect(second.body == first.body)
            #expect(second.fields["location"] == first.fields["location"])
            #expect(second.fields["etag"] == first.fields["etag"])
            #expect(try await server.client.get("/api/v1/goals").json["items"].array?.count == 1)

            let checkIns = first.fields["location"]! + "/checkins"
            let checkIn = try await server.client.post(checkIns, "{}", ["Idempotency-Key": "k-2"])
            #expect(try await server.client.post(checkIns, "{}", ["Idempotency-Key": "k-2"]).body == checkIn.body)
            #expect(try await server.client.get(checkIns).json["items"].array?.count == 1)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func requestsAtTheSameTimeMakeOneGoal(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let bodies = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await server.client.post("/api/v1/goals", #"{"title":"Once"}"#, ["Idempotency-Key": "same"]).body
                    }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(bodies.count == 1)
            #expect(try await server.client.get("/api/v1/goals").json["items"].array?.count == 1)
        }
    }

    @Test func aKeyBelongsToOneRequest() async throws {
        try await withServer(.sqlite) { (server) async throws in
            let key = ["Idempotency-Key": "k"]
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"a"}"#, key).status == 201)
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"b"}"#, key).status == 422)
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"b"}"#, ["Idempotency-Key": "a b"]).status == 400)
            let long = String(repeating: "k", count: 256)
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"b"}"#, ["Idempotency-Key": long]).status == 400)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aRefusedRequestLeavesItsKeyUnused(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let key = ["Idempotency-Key": "k"]
            #expect(try await server.client.post("/api/v1/goals", #"{"title":""}"#, key).status == 422)
            #expect(try await server.client.post("/api/v1/goals", #"{"title":"a"}"#, key).status == 201)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theFirstAnswerSurvivesARestart(_ kind: DatabaseKind) async throws {
        try await withSettings(kind) { settings in
            var bodies: [[UInt8]] = []
            for _ in 0..<2 {
                try await withServer(settings) { (server) async throws in
                    try await waitUntilReady(server.client)
                    bodies.append(try await server.client.post("/api/v1/goals", #"{"title":"a"}"#, ["Idempotency-Key": "k"]).body)
                }
            }
            #expect(bodies[0] == bodies[1])
        }
    }
}
