import GoalsCore
import Testing

struct SpanishQuickAddTests {
    static let measures = [
        ("Correr 500 km hasta el 31 de diciembre #salud !1", "Correr 500 km | 0→500 km sum | due 2026-12-31 | #salud | !1"),
        ("Leer 24 libros este año", "Leer 24 libros | 0→24 libros sum | due 2026-12-31"),
        ("Peso de 82 a 75 kg para junio", "Peso | 82→75 kg last | due 2027-06-30"),
        ("Peso de 82,5 a 75,5 kg para finales de junio", "Peso | 82.5→75.5 kg last | due 2027-06-30"),
        ("Mantener el peso entre 70 y 72 kg", "Mantener el peso | 70…72 kg"),
        ("Gastar como máximo 2.000 € antes de septiembre", "Gastar como máximo 2.000 € | ≤2000 € sum | due 2027-08-31"),
        ("Mantener el peso por debajo de 75 kg", "Mantener el peso por debajo de 75 kg | ≤75 kg last"),
        ("Ahorrar 1.000,50 € antes de fin de año", "Ahorrar 1.000,50 € | 0→1000.5 € sum | due 2026-12-31"),
        ("Ahorrar 500 € para vacaciones", "Ahorrar 500 € para vacaciones | 0→500 € sum"),
        ("Alcanzar 1.000 seguidores", "Alcanzar 1.000 seguidores | 0→1000 seguidores last"),
        ("Ver 12 conciertos", "Ver 12 conciertos | 0→12 conciertos sum"),
        ("Visitar a la abuela 5 veces este mes", "Visitar a la abuela 5 veces | 0→5 veces sum | due 2026-11-30"),
        ("Ahorrar 2 millones de euros", "Ahorrar 2 millones de euros | 0→2000000 euros sum"),
        ("Leer capítulo 3", "Leer capítulo 3"),
    ]

    static let habits = [
        ("Meditar 5 veces por semana", "Meditar | 5/week"),
        ("Meditar 5 veces a la semana", "Meditar | 5/week"),
        ("Meditar 5x por semana", "Meditar | 5/week"),
        ("Meditar cinco veces al mes", "Meditar | 5/month"),
        ("Una vez a la semana llamar a papá", "Llamar a papá | 1/week"),
        ("Al menos 3 veces por semana correr", "Correr | 3/week"),
        ("Meditar once veces al mes", "Meditar | 11/month"),
        ("Meditar cada día", "Meditar | 1/day"),
        ("Meditar todos los días", "Meditar | 1/day"),
        ("Meditar todos los dias", "Meditar | 1/day"),
        ("Meditar a diario", "Meditar | 1/day"),
        ("Meditar cada semana", "Meditar | 1/week"),
        ("Correr cada mañana", "Correr cada mañana | 1/day"),
        ("Nadar todos los lunes y jueves", "Nadar | 1/day on 14"),
        ("Nadar los lunes y los jueves", "Nadar | 1/day on 14"),
        ("Nadar cada sábado", "Nadar | 1/day on 6"),
        ("Nadar lun, mié, vie", "Nadar | 1/day on 135"),
        ("Nadar de lunes a viernes", "Nadar | 1/day on 12345"),
        ("Nadar de martes a jueves", "Nadar | 1/day on 234"),
        ("Nadar entre semana", "Nadar | 1/day on 12345"),
        ("Nadar los fines de semana", "Nadar | 1/day on 67"),
        ("Beber 2,5 l de agua al día", "Beber 2,5 l de agua | 2.5 l/day"),
        ("Caminar 10.000 pasos al día", "Caminar 10.000 pasos | 10000 pasos/day"),
        ("Gastar como máximo 200 € en café al mes", "Gastar como máximo 200 € en café | ≤200 €/month"),
        ("Gastar como maximo 200 € en café al mes", "Gastar como maximo 200 € en café | ≤200 €/month"),
        ("No más de 3 cervezas a la semana", "No más de 3 cervezas | ≤3 cervezas/week"),
        ("Leer un libro al mes", "Leer un libro | 1 libro/month"),
        ("Deporte 3 días a la semana", "Deporte | 3/week"),
        ("Correr todos los días menos el domingo", "Correr | 1/day on 123456"),
        ("Correr 5 km cada dos días", "Correr 5 km cada dos días"),
        ("No gastar más de 50 € a la semana", "No gastar más de 50 € | ≤50 €/week"),
        ("Menos de 2 horas de pantalla al día", "Menos de 2 horas de pantalla | ≤2 horas/day"),
    ]

    static let dates = [
        ("Informe antes del 31 de diciembre", "Informe | due 2026-12-30"),
        ("Informe para el 31 de diciembre de 2027", "Informe | due 2027-12-31"),
        ("Informe hasta el viernes", "Informe | due 2026-11-27"),
        ("Informe el viernes", "Informe | due 2026-11-27"),
        ("Informe el próximo martes", "Informe | due 2026-12-01"),
        ("Informe el viernes que viene", "Informe | due 2026-11-27"),
        ("Informe antes del 15", "Informe | due 2026-12-14"),
        ("Informe a mediados de junio", "Informe | due 2027-06-15"),
        ("Llamar mañana por la mañana", "Llamar | due 2026-11-25"),
        ("Informe mañana", "Informe | due 2026-11-25"),
        ("Correr por la mañana", "Correr por la mañana"),
        ("Informe pasado mañana", "Informe | due 2026-11-26"),
        ("Informe en 3 semanas", "Informe | due 2026-12-15"),
        ("Informe dentro de un mes", "Informe | due 2026-12-24"),
        ("Informe la próxima semana", "Informe | due 2026-12-06"),
        ("Informe el mes que viene", "Informe | due 2026-12-31"),
        ("Informe a finales de marzo", "Informe | due 2027-03-31"),
        ("Informe antes de 2027", "Informe | due 2026-12-31"),
        ("Informe en junio", "Informe | due 2027-06-30"),
        ("Informe a más tardar el 24/12", "Informe | due 2026-12-24"),
        ("Informe este trimestre", "Informe | due 2026-12-31"),
        ("A partir del 1 de enero correr 3 veces por semana", "Correr | 3/week | start 2027-01-01"),
        ("Desde mañana meditar cada día", "Meditar | 1/day | start 2026-11-25"),
        ("Ayunar del 1 al 31 de mayo", "Ayunar | start 2027-05-01 | due 2027-05-31"),
        ("Ayunar del 30 de abril al 31 de mayo", "Ayunar | start 2027-04-30 | due 2027-05-31"),
        ("Sin azúcar durante 30 días", "Sin azúcar | due 2026-12-23"),
        ("Levantarse a las 7", "Levantarse a las 7"),
        ("Ir al mar el domingo", "Ir al mar | due 2026-11-29"),
        ("Lanzar el sitio (peso 2)", "Lanzar el sitio | w=2"),
    ]

    @Test(arguments: measures + habits + dates, [nil, Language.spanish])
    func aLineIsReadAsMeant(row: (text: String, summary: String), language: Language?) {
        #expect(summary(row.text, language) == row.summary)
    }
}
