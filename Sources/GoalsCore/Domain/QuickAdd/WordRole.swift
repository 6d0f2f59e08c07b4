/// What words are for. The number of the list that a phrase stands in tells the words of one role apart.
enum WordRole: Hashable, Sendable {
    /// 1…12; 1…7 from Monday. The short days are too easily other words to stand alone.
    case month, weekday, shortWeekday, pluralWeekday
    case workdays, weekend
    /// Day, week, month, quarter, year.
    case timeUnit
    /// Today, tomorrow, the day after tomorrow.
    case relativeDay
    /// After a day: goals know no hours, so it goes with the day.
    case dayPart
    /// What stands before a day: the last one, the one after it, the day itself, a month or year, the first day.
    case due, before, on, during, start
    /// Before a first day only when a last one follows: "du 1er au 31 mai".
    case stretch
    /// Between a first and a last: "Monday to Friday".
    case through
    /// Before a number and a unit of time: a day to come; how long. And after them: how long.
    case ahead, lasting, long
    case this, next, nextAfter
    /// Before a month or period; and in one word with the period, numbered like `timeUnit`.
    case endOf, endOfPeriod
    /// Before a month: its 15th.
    case middleOf
    /// Small words inside a date.
    case article, ordinal, of, quarter
    /// Words that make another thing of the day's name after them: "Black Friday".
    case otherwise

    /// How often, numbered like `Period`: by itself; likewise, but telling more, so that it stays in the title; after an amount;
    /// after an amount and at the end of a clause only.
    case everyPeriod, everyMorning, perPeriod, aPeriod
    case adverb
    /// Between "every day" and days that are not meant.
    case except
    /// Every second or third period, which no habit can be.
    case everyOther
    /// Before a day of the week.
    case every
    /// One to twelve; once, twice, and so on; "times".
    case numeral, repeated, times
    /// Thousand, million, a thousand millions.
    case multiplier
    /// Before an amount; `below` is too common a word to make an amount of a bare number.
    case atMost, below, atLeast
    /// At least, or with a negation before it at most.
    case moreThan, negation
    case between, and, from, to
    /// Words that say that the latest value is looked at rather than a sum.
    case keep, reach
    /// Words about something that is at a level, which is no sum.
    case standing
    case weight
    /// What amounts are counted in; currencies, which may also come first; units of a level rather than of something to add up.
    case unit, currency, level
    /// Function words, which are no unit; words that are followed by a number as a name ("chapter 3").
    case function, label
    /// Before a time of the day, and behind it.
    case at, clock
}
