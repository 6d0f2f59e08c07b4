import HTTPKit
import TestSupport
import Testing

@testable import GoalsServer

/// Each measure through the API: kept with all its members, patched, refused, and fed with check-ins.
@Suite struct MeasureAPITests {
    @Test(arguments: DatabaseKind.allCases) func everyMeasureIsKeptWithItsMembers(_ kind: DatabaseKind) async throws {
        let measures = [
            (#"{"type":"done"}"#, #"{"type":"done"}"#),
            (#"{"type":"rollup"}"#, #"{"type":"rollup"}"#),
            (#"{"type":"number","target":5}"#, #"{"type":"number","unit":"","baseline":0,"target":5,"aggregate":"last"}"#),
            (
                #"{"type":"number","unit":"kg","baseline":82.5,"target":-1e3,"aggregate":"sum"}"#,
                #"{"type":"number","unit":"kg","baseline":82.5,"target":-1000,"aggregate":"sum"}"#
            ),
            (#"{"type":"limit","limit":200}"#, #"{"type":"limit","unit":"","limit":200,"aggregate":"sum"}"#),
            (#"{"type":"limit","unit":"€","limit":0,"aggregate":"last"}"#, #"{"type":"limit","unit":"€","limit":0,"aggregate":"last"}"#),
            (#"{"type":"range","low":-0.5,"high":72}"#, #"{"type":"range","unit":"","low":-0.5,"high":72}"#),
            (
                #"{"type":"habit"}"#,
                #"{"type":"habit","unit":"","times":1,"period":"day","weekdays":null,"atMost":false}"#
            ),
            (
                #"{"type":"habit","times":20,"unit":"km","period":"week","atMost":true}"#,
                #"{"type":"habit","unit":"km","times":20,"period":"week","weekdays":null,"atMost":true}"#
            ),
            (
                #"{"type":"habit","times":0,"atMost":true,"weekdays":[7,1,1]}"#,
                #"{"type":"habit","unit":"","times":0,"period":"day","weekdays":[1,7],"atMost":true}"#
            ),
            (
                #"{"type":"habit","weekdays":[1,2,3,4,5,6,7],"period":"month"}"#,
                #"{"type":"habit","unit":"","times":1,"period":"month","weekdays":null,"atMost":false}"#
            ),
        ]
        try await withServer(kind) { (server) async throws in
            for (given, kept) in measures {
                let goal = try await server.goal(#"{"title":"a","measure":\#(given)}"#)
                #expect(goal["measure"] == (try JSONValue(kept)), "\(given)")
                #expect(try await server.read(goal.path) == goal)
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aPatchKeepsTheMembersThatItDoesNotName(_ kind: DatabaseKind) async throws {
        let patches = [
            (
                #"{"type":"number","unit":"km","baseline":1,"target":5,"aggregate":"sum"}"#, #"{"target":6}"#,
                #"{"type":"number","unit":"km","baseline":1,"target":6,"aggregate":"sum"}"#
            ),
            (
                #"{"type":"limit","unit":"€","limit":5,"aggregate":"last"}"#, #"{"type":"limit","unit":"$"}"#,
                #"{"type":"limit","unit":"$","limit":5,"aggregate":"last"}"#
            ),
            (#"{"type":"range","unit":"kg","low":70,"high":72}"#, #"{"high":73}"#, #"{"type":"range","unit":"kg","low":70,"high":73}"#),
            (
                #"{"type":"habit","times":2,"weekdays":[1,3],"unit":"x"}"#, #"{"times":3}"#,
                #"{"type":"habit","unit":"x","times":3,"period":"day","weekdays":[1,3],"atMost":false}"#
            ),
            (
                #"{"type":"habit","times":2,"weekdays":[1,3]}"#, #"{"period":"week","weekdays":null}"#,
                #"{"type":"habit","unit":"","times":2,"period":"week","weekdays":null,"atMost":false}"#
            ),
            // Another type begins anew.
            (
                #"{"type":"number","unit":"km","baseline":1,"target":5,"aggregate":"sum"}"#, #"{"type":"limit","limit":7}"#,
                #"{"type":"limit","unit":"","limit":7,"aggregate":"sum"}"#
            ),
            (#"{"type":"habit","times":2}"#, #"{"type":"done"}"#, #"{"type":"done"}"#),
        ]
        try await withServer(kind) { (server) async throws in
            for (measure, patch, result) in patches {
                let goal = try await server.goal(#"{"title":"a","measure":\#(measure)}"#)
                let changed = try await server.patch(goal, #"{"measure":\#(patch)}"#)
                #expect(changed["measure"] == (try JSONValue(result)), "\(measure) \(patch)")
                #expect(try await server.read(goal.path) == changed)
            }
        }
    }

    @Test func aMeasureThatCannotBeIsRefused() async throws {
        let measures = [
            (#"{}"#, ["measure.type"]),
            (#"{"type":"limit"}"#, ["measure.limit"]),
            (#"{"type":"limit","limit":-1}"#, ["measure.limit"]),
            (#"{"type":"limit","limit":5,"target":5}"#, ["measure.target"]),
            (#"{"type":"range"}"#, ["measure.low", "measure.high"]),
            (#"{"type":"range","low":5}"#, ["measure.high"]),
            (#"{"type":"range","low":5,"high":5}"#, ["measure.high"]),
            (#"{"type":"range","low":6,"high":5}"#, ["measure.high"]),
            (#"{"type":"range","low":-1e13,"high":1e13}"#, ["measure.low", "measure.high"]),
            (#"{"type":"habit","times":0}"#, ["measure.times"]),
            (#"{"type":"habit","times":-1,"atMost":true}"#, ["measure.times"]),
            (#"{"type":"habit","times":"often"}"#, ["measure.times"]),
            (#"{"type":"habit","period":"year"}"#, ["measure.period"]),
            (#"{"type":"habit","period":"week","weekdays":[1]}"#, ["measure.weekdays"]),
            (#"{"type":"habit","weekdays":[]}"#, ["measure.weekdays"]),
            (#"{"type":"habit","weekdays":[0]}"#, ["measure.weekdays"]),
            (#"{"type":"habit","weekdays":[8]}"#, ["measure.weekdays"]),
            (#"{"type":"habit","weekdays":[1.5]}"#, ["measure.weekdays"]),
            (#"{"type":"habit","weekdays":"mon"}"#, ["measure.weekdays"]),
            (#"{"type":"habit","atMost":1}"#, ["measure.atMost"]),
            (#"{"type":"rollup","target":5}"#, ["measure.target"]),
            (#"{"type":"number","target":5,"aggregate":"mean","unit":"\#(String(repeating: "x", count: 21))"}"#, ["measure.aggregate"]),
            (#"{"type":"number","target":5,"unit":"\#(String(repeating: "x", count: 21))"}"#, ["measure.unit"]),
            (#"[]"#, ["measure"]), (#"null"#, ["measure"]), (#""done""#, ["measure"]),
        ]
        try await withServer(.sqlite) { (server) async throws in
            let goal = try await server.goal()
            for (measure, fields) in measures {
                for answer in [
                    try await server.client.post("/api/v1/goals", #"{"title":"a","measure":\#(measure)}"#),
                    // Of a `done` goal an empty patch is none.
                    try await server.client.patch(goal.path, #"{"measure":\#(measure == "{}" ? #"{"type":""}"# : measure)}"#),
                ] {
                    #expect(answer.status == 422, "\(measure): \(answer.text)")
                    #expect(try Set(answer.invalidFields.map { $0.split(separator: "[")[0] }) == Set(fields.map { $0[...] }), "\(measure)")
                }
            }
            #expect(try await server.read(goal.path) == goal)
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theProgressOfEachMeasureFollowsItsCheckIns(_ kind: DatabaseKind) async throws {
        // Today is Monday, 15 June 2026.
        let cases = [
            (#"{"type":"done"}"#, [#"{"day":"2026-06-14"}"#], #"{"current":1,"fraction":1,"status":"achieved"}"#),
            (#"{"type":"done"}"#, [#"{"value":0}"#], #"{"current":0,"fraction":0,"status":"no-deadline"}"#),
            (
                #"{"type":"number","baseline":80,"target":70}"#, [#"{"value":75}"#, #"{"value":77.5,"day":"2026-06-01"}"#],
                #"{"current":75,"fraction":0.5,"status":"no-deadline","usual":75,"streak":null,"period":null}"#
            ),
            (
                #"{"type":"limit","limit":200}"#, [#"{"value":150}"#, #"{"value":100}"#],
                #"{"current":250,"fraction":0.75,"status":"behind"}"#
            ),
            (
                #"{"type":"range","low":70,"high":72}"#, [#"{"value":71,"day":"2026-06-10"}"#, #"{"value":73}"#],
                #"{"current":73,"fraction":0.5,"status":"behind","lastCheckIn":"2026-06-15"}"#
            ),
            (#"{"type":"range","low":70,"high":72}"#, [#"{"value":71}"#], #"{"fraction":1,"status":"on-track"}"#),
            (
                #"{"type":"habit"}"#, [#"{"day":"2026-06-12"}"#, #"{"day":"2026-06-13"}"#, #"{"day":"2026-06-14","skip":true}"#],
                #"{"streak":2,"bestStreak":2,"lastCheckIn":"2026-06-14","current":0}"#
            ),
            (
                #"{"type":"habit","times":3,"period":"week"}"#, [#"{"day":"2026-06-15"}"#, #"{"day":"2026-06-15","value":1}"#],
                #"{"current":2,"period":{"first":"2026-06-15","last":"2026-06-21","total":2,"needed":3,"outcome":"open"}}"#
            ),
        ]
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            for (measure, checkIns, expected) in cases {
                let goal = try await server.goal(#"{"title":"a","start":"2026-06-01","measure":\#(measure)}"#)
                for checkIn in checkIns { _ = try await server.checkIn(goal, checkIn) }
                let progress = try await server.progress(goal)
                guard case .object(let members) = try JSONValue(expected) else { return }
                for name in members.names {
                    #expect(progress[name] == members[name], "\(measure) \(checkIns): \(name)")
                }
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func aSkipIsKeptReadAndTakenBack(_ kind: DatabaseKind) async throws {
        try await withServer(kind) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"habit"},"start":"2026-06-01"}"#)
            let skip = try await server.checkIn(goal, #"{"skip":true,"note":"ill"}"#)
            #expect(skip["value"] == .null && skip["skip"] == .bool(true))
            let path = "\(goal.path)/checkins/\(skip.id)"
            #expect(try await server.read(path) == skip)
            #expect(try await server.progress(goal)["current"].number == 0)

            let done = try await server.client.patch(path, #"{"skip":false}"#).json
            #expect(done["value"].number == 1 && done["skip"] == .bool(false) && done["note"] == .string("ill"))
            #expect(try await server.progress(goal)["current"].number == 1)
            let again = try await server.client.patch(path, #"{"skip":true}"#).json
            #expect(again["value"] == .null && again["skip"] == .bool(true))
            let valued = try await server.client.patch(path, #"{"value":2}"#).json
            #expect(valued["value"].number == 2 && valued["skip"] == .bool(false))
        }
    }

    @Test func aCheckInThatDoesNotFitTheMeasureIsRefused() async throws {
        try await withServer(.sqlite) { (server) async throws in
            for (measure, checkIn, field) in [
                (#"{"type":"rollup"}"#, #"{"value":1}"#, "value"), (#"{"type":"rollup"}"#, "{}", "value"),
                (#"{"type":"rollup"}"#, #"{"skip":true}"#, "skip"), (#"{"type":"done"}"#, #"{"skip":true}"#, "skip"),
                (#"{"type":"done"}"#, #"{"value":2}"#, "value"), (#"{"type":"number","target":1}"#, #"{"skip":true}"#, "skip"),
                (#"{"type":"limit","limit":1}"#, "{}", "value"), (#"{"type":"range","low":1,"high":2}"#, "{}", "value"),
                (#"{"type":"habit","unit":"km"}"#, "{}", "value"), (#"{"type":"habit"}"#, #"{"skip":true,"value":1}"#, "value"),
                (#"{"type":"habit"}"#, #"{"skip":"yes"}"#, "skip"),
            ] {
                let goal = try await server.goal(#"{"title":"a","measure":\#(measure)}"#)
                let answer = try await server.client.post(goal.path + "/checkins", checkIn)
                #expect(answer.status == 422, "\(measure) \(checkIn)")
                #expect(try answer.invalidFields == [field], "\(measure) \(checkIn)")
            }
        }
    }

    @Test(arguments: DatabaseKind.allCases) func theSkipsOfAFormerHabitCountForNothing(_ kind: DatabaseKind) async throws {
        try await withServer(kind, clock: TickingClock()) { (server) async throws in
            let goal = try await server.goal(#"{"title":"a","measure":{"type":"habit"},"start":"2026-05-01"}"#)
            for json in [#"{"day":"2026-05-02","skip":true}"#, #"{"day":"2026-06-10","value":3}"#, #"{"day":"2026-06-14","skip":true}"#] {
                _ = try await server.checkIn(goal, json)
            }
            let last = try await server.patch(goal, #"{"measure":{"type":"number","target":10}}"#)["progress"]
            #expect(last["current"].number == 3 && last["fraction"].number == 0.3)
            let sum = try await server.patch(goal, #"{"measure":{"aggregate":"sum"}}"#)["progress"]
            #expect(sum["current"].number == 3 && sum["usual"].number == 3 && sum["lastCheckIn"] == .string("2026-06-10"))
            let range = try await server.patch(goal, #"{"measure":{"type":"range","low":2,"high":5}}"#)["progress"]
            #expect(range["fraction"].number == 1)
        }
    }
}
