# Textes des livraisons, en français. Mêmes clés que deliveries.en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

deliveries-title = Livraisons
deliveries-back = Retour au comptoir
deliveries-loading = Les livraisons arrivent…
deliveries-old = { $why } Affichage de { $hour }.
deliveries-training = Mode école : aucune course ne part et aucun SMS n’est envoyé.
deliveries-ready = À livrer ({ $count })
deliveries-out = En course ({ $count })
deliveries-empty = Aucune livraison prête. Une commande à livrer apparaît ici dès que la cuisine l’a terminée.

## À livrer
delivery-pizzas = { $count ->
    [0] sans pizza
    [one] 1 pizza
   *[other] { $count } pizzas
}
delivery-no-name = Sans nom
delivery-no-address = sans adresse
delivery-no-position = adresse sans position : absente de la carte
delivery-due = reste { $due }
delivery-paid = réglée
delivery-late = ⚠ retard { $minutes } min
delivery-again = Remettre à livrer
delivery-came-back = { $why } ({ $driver }, { $hour })

## Carte
map-label = Carte des livraisons
map-nearer = Agrandir
map-farther = Réduire
map-fit = Tout voir
map-keys = ← → ↑ ↓ : d’une commande à l’autre · Entrée : la prendre ou la laisser
map-no-shop = La position du magasin n’est pas connue : un responsable la saisit au bureau.
mark-promised = promise pour { $hour }
mark-late = en retard, promise pour { $hour }
mark-out = avec { $driver }, attendue vers { $hour }

## La course
round-title = Nouvelle course
round-none = Tout retirer
round-empty = Touchez les livraisons à emporter, dans la liste ou sur la carte.
round-nothing = Rien à emporter pour l’instant. Dites déjà quels livreurs sont là.
round-best = Meilleur trajet
round-planning = Calcul du trajet…
round-minutes = { $minutes } min en tout, retour vers { $hour }
round-estimate = environ { $minutes } min en tout, retour vers { $hour } (estimation)
round-too-many = Une course compte { $most } commandes au plus : retirez-en.
stop-late = après l’heure
stop-earlier = { $number } plus tôt
stop-later = { $number } plus tard
stop-drop = Retirer { $number }

drivers-title = Livreurs
drivers-empty = Aucun livreur dans ce magasin. Un responsable les ajoute au bureau.
driver-here = présent
driver-absent = absent
driver-out = en course, retour vers { $hour }
driver-no-phone = sans numéro : pas de SMS
driver-comes = Il est là
driver-leaves = Il part

float-label = Fonds de caisse emporté
send = Envoyer
send-who = Envoyer { $driver }
send-no-round = Calculez d’abord le trajet.
send-no-driver = Choisissez le livreur.
send-driver-away = Ce livreur n’est plus là : choisissez quelqu’un d’autre.
send-no-float = Saisissez le fonds emporté, 0 s’il n’en a pas. Exemple : 30,00
send-unknown = On ne sait pas si c’est fait. Réessayez : rien n’est fait deux fois.
sent-left = { $driver } est parti à { $hour } avec { $numbers }.
sent-driver-told = Le livreur reçoit un SMS par commande.
sent-driver-not-told = Pas de SMS pour { $driver } : donnez-lui les adresses.
sent-customers-told = { $count ->
    [0] Aucun client n’est prévenu.
    [one] Un client est prévenu.
   *[other] { $count } clients sont prévenus.
}
picked-gone = { $count ->
    [one] { $numbers } n’est plus à livrer, ou part avec quelqu’un d’autre : retirée de la course.
   *[other] { $numbers } ne sont plus à livrer, ou partent avec quelqu’un d’autre : retirées de la course.
}

## En course et au retour
runs-empty = Aucune course. Les livreurs envoyés apparaissent ici jusqu’à leur retour.
run-times = parti à { $left }, retour vers { $back }
run-times-estimate = parti à { $left }, retour vers { $back } (estimation)
run-late = attendu
run-back = Retour
message-to-check = SMS à vérifier
message-not-gone = SMS non parti
back-title = Retour de { $driver }
back-later = Plus tard
stop-take = Encaisser { $due }
stop-delivered = Livrée
stop-delivered-unpaid = Livrée, impayée
stop-failed = Non livrée…
fail-title = { $number } n’a pas été livrée
fail-why = Pourquoi
fail-note = Précision
fail-confirm = La commande revient
fail-about = Elle revient dans la liste : à remettre à livrer, ou à annuler au comptoir par un responsable.

cash-title = Argent rapporté
cash-float = Fonds emporté
cash-taken = Encaissé en espèces
cash-owed = À rapporter
cash-counted = Compté
cash-all-there = Compte juste
cash-right = compte juste
cash-missing = il manque { $amount }
cash-too-much = { $amount } de trop
end-run = Solder la course
end-not-counted = Comptez ce qu’il rapporte.
end-still-out = { $count ->
    [one] Dites d’abord ce qu’est devenue la commande en route.
   *[other] Dites d’abord ce que sont devenues les { $count } commandes en route.
}
end-unpaid = Solder quand même
ended-run = La course de { $driver } est soldée.

past-open = Courses terminées
past-title = Courses terminées
past-empty = Aucune course terminée. Une course soldée apparaît ici, avec son écart.
past-times = { $day }, partie à { $left }, soldée à { $back } par { $by }
past-cash = à rapporter { $owed }, compté { $counted }
