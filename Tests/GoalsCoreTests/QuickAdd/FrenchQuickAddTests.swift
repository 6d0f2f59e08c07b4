import GoalsCore
import Testing

struct FrenchQuickAddTests {
    static let measures = [
        ("Courir 500 km d'ici le 31 décembre #santé !1", "Courir 500 km | 0→500 km sum | due 2026-12-31 | #santé | !1"),
        ("Lire 24 livres cette année", "Lire 24 livres | 0→24 livres sum | due 2026-12-31"),
        ("Poids de 82 à 75 kg d'ici juin", "Poids | 82→75 kg last | due 2027-06-30"),
        ("Poids de 82,5 à 75,5 kg", "Poids | 82.5→75.5 kg last"),
        ("Maintenir le poids entre 70 et 72 kg", "Maintenir le poids | 70…72 kg"),
        ("Dépenser au plus 2 000 € avant le 1er septembre", "Dépenser au plus 2 000 € | ≤2000 € sum | due 2027-08-31"),
        ("Rester sous 75 kg", "Rester sous 75 kg | ≤75 kg last"),
        ("Économiser 1 000,50 € d'ici la fin de l'année", "Économiser 1 000,50 € | 0→1000.5 € sum | due 2026-12-31"),
        ("Atteindre 1 000 abonnés", "Atteindre 1 000 abonnés | 0→1000 abonnés last"),
        ("Voir 12 concerts", "Voir 12 concerts | 0→12 concerts sum"),
        ("Appeler maman 5 fois ce mois", "Appeler maman 5 fois | 0→5 fois sum | due 2026-11-30"),
        ("Économiser 2 millions d'euros", "Économiser 2 millions d'euros | 0→2000000 euros sum"),
        ("Lire le chapitre 3", "Lire le chapitre 3"),
    ]

    static let habits = [
        ("Méditer 5 fois par semaine", "Méditer | 5/week"),
        ("Méditer 5x par semaine", "Méditer | 5/week"),
        ("Méditer cinq fois par semaine", "Méditer | 5/week"),
        ("Une fois par semaine appeler papa", "Appeler papa | 1/week"),
        ("Au moins 3 fois par semaine courir", "Courir | 3/week"),
        ("Méditer tous les jours", "Méditer | 1/day"),
        ("Méditer chaque jour", "Méditer | 1/day"),
        ("Méditer quotidiennement", "Méditer | 1/day"),
        ("Mediter toutes les semaines", "Mediter | 1/week"),
        ("Courir chaque matin", "Courir chaque matin | 1/day"),
        ("Nager tous les lundis et jeudis", "Nager | 1/day on 14"),
        ("Nager le lundi et le jeudi", "Nager | 1/day on 14"),
        ("Nager chaque lundi", "Nager | 1/day on 1"),
        ("Nager lun, mer, ven", "Nager | 1/day on 135"),
        ("Nager du lundi au vendredi", "Nager | 1/day on 12345"),
        ("Nager en semaine", "Nager | 1/day on 12345"),
        ("Nager les week-ends", "Nager | 1/day on 67"),
        ("Boire 2,5 l d'eau par jour", "Boire 2,5 l d'eau | 2.5 l/day"),
        ("Boire 2,5 l d’eau par jour", "Boire 2,5 l d’eau | 2.5 l/day"),
        ("Marcher 10 000 pas par jour", "Marcher 10 000 pas | 10000 pas/day"),
        ("Dépenser au plus 200 € en café par mois", "Dépenser au plus 200 € en café | ≤200 €/month"),
        ("Pas plus de 3 bières par semaine", "Pas plus de 3 bières | ≤3 bières/week"),
        ("3 bières maximum par semaine", "3 bières maximum | ≤3 bières/week"),
        ("Lire un livre par mois", "Lire un livre | 1 livre/month"),
        ("Pas plus d'un café par jour", "Pas plus d'un café | ≤1 café/day"),
        ("Sport 3 jours par semaine", "Sport | 3/week"),
        ("Courir tous les jours sauf le dimanche", "Courir | 1/day on 123456"),
        ("Courir 5 km un jour sur deux", "Courir 5 km un jour sur deux"),
        ("Ne pas dépenser plus de 50 € par semaine", "Ne pas dépenser plus de 50 € | ≤50 €/week"),
        ("Moins de 2 h d'écran par jour", "Moins de 2 h d'écran | ≤2 h/day"),
    ]

    static let dates = [
        ("Rapport avant le 31 decembre", "Rapport | due 2026-12-30"),
        ("Rapport d’ici vendredi", "Rapport | due 2026-11-27"),
        ("Rapport jusqu'au 1er mai 2027", "Rapport | due 2027-05-01"),
        ("Rapport pour vendredi", "Rapport | due 2026-11-27"),
        ("Rapport vendredi prochain", "Rapport | due 2026-11-27"),
        ("Rapport mardi prochain", "Rapport | due 2026-12-01"),
        ("Rapport le vendredi 15 janvier", "Rapport | due 2027-01-15"),
        ("Rapport le 15 mai", "Rapport | due 2027-05-15"),
        ("Rapport du 15 mai", "Rapport du 15 mai"),
        ("Rapport au plus tard le 31/12", "Rapport | due 2026-12-31"),
        ("Rapport avant le 15", "Rapport | due 2026-12-14"),
        ("Rapport d'ici mi-juin", "Rapport | due 2027-06-15"),
        ("Appeler Jean demain matin", "Appeler Jean | due 2026-11-25"),
        ("Rapport demain", "Rapport | due 2026-11-25"),
        ("Rapport après-demain", "Rapport | due 2026-11-26"),
        ("Aujourd’hui appeler Jean", "Appeler Jean | due 2026-11-24"),
        ("Rapport dans 3 semaines", "Rapport | due 2026-12-15"),
        ("Rapport d'ici 3 semaines", "Rapport | due 2026-12-15"),
        ("Rapport la semaine prochaine", "Rapport | due 2026-12-06"),
        ("Rapport le mois prochain", "Rapport | due 2026-12-31"),
        ("Rapport avant la fin du mois", "Rapport | due 2026-11-30"),
        ("Rapport d'ici fin août", "Rapport | due 2027-08-31"),
        ("Rapport d'ici la fin d'aout", "Rapport | due 2027-08-31"),
        ("Rapport d'ici 2027", "Rapport | due 2027-12-31"),
        ("Rapport en juin", "Rapport | due 2027-06-30"),
        ("Rapport au T3", "Rapport | due 2027-09-30"),
        ("À partir du 1er janvier, courir 3 fois par semaine", "Courir | 3/week | start 2027-01-01"),
        ("Jeûner du 1er au 31 mai", "Jeûner | start 2027-05-01 | due 2027-05-31"),
        ("Jeûner du 30 avril au 31 mai", "Jeûner | start 2027-04-30 | due 2027-05-31"),
        ("Ne pas fumer pendant 30 jours", "Ne pas fumer | due 2026-12-23"),
        ("Se lever à 7h30", "Se lever à 7h30"),
        ("Se lever à 7 h", "Se lever à 7 h"),
        ("Lancer le site (poids 2)", "Lancer le site | w=2"),
    ]

    @Test(arguments: measures + habits + dates, [nil, Language.french])
    func aLineIsReadAsMeant(row: (text: String, summary: String), language: Language?) {
        #expect(summary(row.text, language) == row.summary)
    }
}
