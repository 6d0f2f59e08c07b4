extension Vocabulary {
    static let spanish: [WordRole: [String]] = [
        .month: [
            "enero, ene", "febrero, feb", "marzo", "abril, abr", "mayo", "junio, jun", "julio, jul", "agosto, ago",
            "septiembre, setiembre, sept, sep", "octubre, oct", "noviembre, nov", "diciembre, dic",
        ],
        .weekday: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        .shortWeekday: ["lun", "mar", "mié, mie", "jue", "vie", "sáb", "dom"],
        .pluralWeekday: ["", "", "", "", "", "sábados", "domingos"],
        .workdays: ["entre semana, los días laborables, cada día laborable, los días de semana, de lunes a viernes"],
        .weekend: ["los fines de semana, cada fin de semana, todos los fines de semana"],
        .timeUnit: ["día, días", "semana, semanas", "mes, meses", "trimestre, trimestres", "año, años"],
        .relativeDay: ["hoy, esta noche", "mañana", "pasado mañana"],
        .dayPart: ["por la mañana, a mediodía, por la tarde, por la noche"],
        .due: ["para, para el, para la, hasta, hasta el, hasta la, a más tardar, a más tardar el, vence, vence el, fecha límite"],
        .before: ["antes de, antes del, antes de la"],
        .on: ["el, este"],
        .during: ["en, durante"],
        .start: ["a partir de, a partir del, desde, desde el, empezando, empezando el, comenzando el"],
        .stretch: ["del, de"],
        .through: ["a, al, hasta, hasta el"],
        .ahead: ["en, dentro de, en los próximos, en las próximas"],
        .lasting: ["durante, durante los próximos, por, para"],
        .this: ["este, esta"],
        .next: ["próximo, próxima, el próximo, la próxima"],
        .nextAfter: ["que viene, próximo, próxima"],
        .endOf: [
            "fin de, fin del, fines de, finales de, final de, final del, a finales de, a fin de, el fin de, el final de, el final del"
        ],
        .middleOf: ["mediados de, a mediados de"],
        .endOfPeriod: ["", "fin de semana, este fin de semana", "fin de mes", "fin de trimestre", "fin de año"],
        .article: ["el, la, los, las, lo, del, al"],
        .of: ["de, del"],
        .otherwise: ["la, las, cada, esta, todas, todos, los, por, último, ayer, el, desde"],

        .everyPeriod: ["cada día, todos los días", "cada semana, todas las semanas", "cada mes, todos los meses"],
        .everyMorning: [
            "cada mañana, todas las mañanas, cada noche, todas las noches, cada tarde, todas las tardes, por noche"
        ],
        .perPeriod: [
            "por día, al día, /día, diarios, diarias", "por semana, a la semana, /semana, / sem, semanales",
            "por mes, al mes, /mes, mensuales",
        ],
        .adverb: ["diariamente, a diario, diario", "semanalmente", "mensualmente"],
        .except: ["excepto, excepto el, excepto los, salvo, salvo el, salvo los, menos el, menos los"],
        .everyOther: ["cada dos, cada tres, un día sí, una semana sí"],
        .every: ["cada, todos los, todas las, los"],
        .numeral: [
            "un, una, uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce",
        ],
        .multiplier: ["mil", "millón, millones"],
        .times: ["veces, vez"],
        .atMost: [
            "como máximo, como mucho, a lo sumo, máximo, max, no más de, menos de, hasta, un máximo de, al máximo, nunca más de"
        ],
        .below: ["bajo, por debajo de"],
        .atLeast: ["al menos, como mínimo, por lo menos, mínimo, no menos de, más de, min, un mínimo de"],
        .moreThan: ["más de"],
        .negation: ["no, nunca, jamás"],
        .between: ["entre"],
        .and: ["y, e"],
        .from: ["de, desde, del"],
        .to: ["a, hasta, al"],
        .keep: ["mantener, mantén, quedar, conservar, seguir"],
        .reach: ["alcanzar, llegar a, conseguir"],
        .standing: ["pesar, peso"],
        .weight: ["peso"],
        .unit: [
            "kilómetros, kilómetro, millas, metros, kilos, kilo, kilogramos, libras, gramos, litros, litro, dólares, pesos",
            "horas, hora, minutos, minuto, segundos, días, semanas, meses, pasos, palabras, páginas, página, capítulos, libros, libro",
            "artículos, lecciones, ejercicios, vasos, vaso, tazas, cervezas, cigarrillos, cafés, sesiones, entrenamientos, carreras",
            "repeticiones, flexiones, dominadas, sentadillas, largos, vueltas, puntos, personas, clientes, usuarios, seguidores",
            "suscriptores, contactos, llamadas, correos, fotos, canciones, recetas, comidas, tareas, errores, pruebas, calorías, películas",
        ],
        .function: [
            "el, la, los, las, lo, un, una, unos, unas, de, del, a, al, en, y, e, o, por, para, con, sin, cada, todos, todas, este, esta",
            "que, es, más, menos, antes, desde, hasta, durante, su, mi, entre",
        ],
        .label: [
            "capítulo, fase, versión, nivel, etapa, parte, episodio, temporada, clase, tomo, página, semana, día, número, fórmula, paso"
        ],
        .at: ["a la, a las, sobre las"],
    ]
}
