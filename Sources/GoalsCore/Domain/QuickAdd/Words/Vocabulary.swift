/// The words, as data: for each role its lists, for each list its phrases, separated by commas (a comma itself joins
/// everywhere). Case and accents do not matter.
enum Vocabulary {
    static let shared: [WordRole: [String]] = [
        .through: ["-, –, —"],
        .and: ["&, +, /"],
        .to: ["→, ->, =>"],
        .times: ["x, ×"],
        .atMost: ["≤, <=, <, max, max., maximum"],
        .atLeast: ["≥, >=, min."],
        .weight: ["w"],
        .quarter: ["q, t"],
        .ordinal: ["., º, ª, °"],
        .unit: [
            "km, m, cm, mm, mi, ft, yd, kg, g, mg, lb, lbs, oz, t, l, ml, cl, dl, h, hr, hrs, min, mins, s, sec",
            "kcal, cal, kj, kwh, w, gb, mb, tb, bpm, wpm, ha, km2, m2, pt, pts, euro, euros",
        ],
        .currency: ["eur, usd, gbp, chf, jpy, cad, aud, mxn"],
        .level: ["kg, lb, lbs, %, °c, °f, bpm, mg, mmhg"],
    ]
}
