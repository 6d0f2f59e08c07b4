extension Vocabulary {
    static let german: [WordRole: [String]] = [
        .month: [
            "januar, jänner, jan", "februar, feber, feb", "märz, maerz, mär, mrz", "april, apr", "mai", "juni, jun", "juli, jul",
            "august, aug", "september, sept, sep", "oktober, okt", "november, nov", "dezember, dez",
        ],
        .weekday: ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag, sonnabend", "sonntag"],
        .shortWeekday: ["mo", "di", "mi", "do", "fr", "sa", "so"],
        .pluralWeekday: [
            "montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags, sonnabends", "sonntags",
        ],
        .workdays: ["werktags, wochentags, unter der woche, an werktagen, an wochentagen, jeden werktag, jeden wochentag"],
        .weekend: ["jedes wochenende, an wochenenden, wochenends"],
        .timeUnit: [
            "tag, tage, tagen, tages", "woche, wochen", "monat, monate, monaten, monats", "quartal, quartale, quartalen, quartals",
            "jahr, jahre, jahren, jahres",
        ],
        .relativeDay: ["heute", "morgen", "übermorgen, uebermorgen"],
        .dayPart: ["früh, morgen, vormittag, mittag, nachmittag, abend, nacht"],
        .due: ["bis, bis zum, bis zur, bis spätestens, spätestens, spätestens am, fällig, fällig am, bis am"],
        .before: ["vor, vor dem, vor der"],
        .on: ["am, an, am nächsten, am kommenden"],
        .during: ["im, in, während"],
        .start: ["ab, ab dem, beginnend, beginnend am"],
        .stretch: ["von, vom"],
        .through: ["bis, bis zum, bis zur"],
        .ahead: ["in, innerhalb von, binnen, in den nächsten, innerhalb der nächsten"],
        .lasting: ["für, für die nächsten"],
        .long: ["lang"],
        .this: ["dieser, diese, dieses, diesen, diesem, in diesem, in dieser, im laufenden, an diesem"],
        .next: [
            "nächster, nächste, nächstes, nächsten, im nächsten, in der nächsten, naechsten, naechste, naechstes",
            "kommender, kommende, kommendes, kommenden, im kommenden, in der kommenden",
        ],
        .endOf: ["ende, zum ende, ende des, ende der, zum ende des, zum ende der, ende von, ende vom"],
        .middleOf: ["mitte"],
        .endOfPeriod: [
            "", "wochenende, dieses wochenende, ende der woche", "monatsende, ende des monats", "quartalsende, ende des quartals",
            "jahresende, ende des jahres",
        ],
        .article: ["der, die, das, den, dem, des, zum, zur, am"],
        .of: ["im"],
        .otherwise: ["jeden, jedem, am, an, guten, gestern, heute, diesen, letzten, schwarzer, der, die, das, den, seit, nach, und, für"],

        .everyPeriod: [
            "jeden tag, an jedem tag, alle tage, jeden einzelnen tag", "jede woche, in jeder woche", "jeden monat, in jedem monat",
        ],
        .everyMorning: ["jeden morgen, jeden abend, jede nacht, jeden mittag, jeden vormittag, jeden nachmittag, pro nacht"],
        .perPeriod: [
            "pro tag, je tag, /tag, / tag, am tag, täglich, taeglich", "pro woche, je woche, /woche, in der woche, die woche, wöchentlich",
            "pro monat, je monat, /monat, im monat, monatlich",
        ],
        .aPeriod: ["den tag", "", "den monat"],
        .adverb: ["täglich, taeglich", "wöchentlich, woechentlich", "monatlich"],
        .except: ["außer, ausser, außer am, ausser am, nur nicht"],
        .everyOther: [
            "jeden zweiten, jede zweite, jedes zweite, jeden dritten, jede dritte, jedes dritte, alle zwei, alle drei, alle paar"
        ],
        .every: ["jeden, jedem, alle, immer, an jedem, jeweils"],
        .numeral: [
            "ein, eine, einen, einem, einer", "zwei", "drei", "vier", "fünf, fuenf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
            "zwölf, zwoelf",
        ],
        .multiplier: ["tausend", "million, millionen, mio", "milliarde, milliarden, mrd"],
        .repeated: [
            "einmal", "zweimal", "dreimal", "viermal", "fünfmal, fuenfmal", "sechsmal", "siebenmal", "achtmal", "neunmal", "zehnmal",
        ],
        .times: ["mal, male"],
        .atMost: [
            "höchstens, hoechstens, maximal, nicht mehr als, nie mehr als, weniger als, bis zu, max, maximum, allerhöchstens"
        ],
        .below: ["unter"],
        .atLeast: ["mindestens, wenigstens, minimum, nicht weniger als, mehr als, min"],
        .moreThan: ["mehr als"],
        .negation: ["nicht, nie, niemals, kein, keine, keinen"],
        .between: ["zwischen"],
        .and: ["und, sowie"],
        .from: ["von"],
        .to: ["auf, zu, bis, bis auf, nach"],
        .keep: ["halten, halte, bleiben, bleibe"],
        .reach: ["erreichen, erreiche, schaffen, gewinnen"],
        .standing: ["wiegen, wiege, gewicht, körpergewicht, körperfett"],
        .weight: ["gewicht"],
        .unit: [
            "kilometer, meilen, meter, kilo, kilos, kilogramm, pfund, gramm, liter, euro, franken, dollar, std, stunde, stunden",
            "minute, minuten, sekunden, tage, tagen, wochen, monate, schritte, schritten, wörter, worte, seiten, seite, kapitel, bücher",
            "buch, artikel, lektionen, übungen, gläser, glas, tassen, bier, biere, getränke, zigaretten, kaffee, kaffees, einheiten",
            "trainings, läufe, wiederholungen, liegestütze, liegestützen, klimmzüge, kniebeugen, runden, bahnen, punkte, leute, kunden",
            "nutzer, follower, abonnenten, kontakte, anrufe, mails, beiträge, fotos, lieder, rezepte, mahlzeiten, aufgaben, fehler",
            "tests, kalorien, prozent, romane, vokabeln, filme",
        ],
        .function: [
            "der, die, das, den, dem, des, ein, eine, einen, und, oder, in, im, am, an, auf, zu, zum, zur, mit, ohne, pro, für, von, vom",
            "bis, ab, aus, bei, nach, vor, uhr, je, jeden, jede, jedes, täglich, diese, dieses, diesen, als, ist, über, unter, noch, mehr",
        ],
        .label: ["kapitel, phase, version, stufe, teil, schritt, folge, staffel, klasse, band, abschnitt, woche, tag, zimmer, nummer, nr"],
        .at: ["um, gegen"],
        .clock: ["uhr"],
    ]
}
