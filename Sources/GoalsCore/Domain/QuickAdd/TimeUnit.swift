/// The units in which people count time, as words with ``WordRole/timeUnit`` number them.
enum TimeUnit: Int {
    case day = 1
    case week, month, quarter, year
}
