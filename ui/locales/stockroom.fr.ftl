# Textes de la section Stock du bureau, en français. Mêmes clés que stockroom.en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

stock-way = Stock
stock-lead = Ce que chaque magasin a, ce qui bouge, et ce qui a été compté.
stock-pages = Pages du stock
stock-levels = Niveaux
stock-movements = Mouvements
stock-inventories = Inventaires
stock-no-shop = Aucun magasin n’est visible d’ici.

## Enregistrer un tableau
table-save = Enregistrer en CSV
table-saving = Préparation…
table-save-about = Un fichier pour tableur, dans vos téléchargements
table-saved = Enregistré : { $path }

## Niveaux
levels-which = Ingrédients montrés
levels-any = Tous · { $count }
levels-low = Sous la sécurité · { $count }
levels-running-out = À court ce soir · { $count }
levels-search = Nom d’un ingrédient
levels-empty = Ce magasin ne tient encore aucun ingrédient.
levels-none-found = Aucun ingrédient ne correspond. Changez le filtre ou la recherche.
level-name = Ingrédient
level-unit = Unité
level-on-hand = En stock
level-reserved = Réservé
level-projected = Projeté
level-safety = Sécurité
level-forecast = Fin de service
level-days = Tient encore
level-expected = Attendu
level-cost = Coût moyen HT
level-state = État
level-out = ✕ épuisé
level-low = ⚠ sous la sécurité
level-running-out = ◔ à court ce soir
level-fine = ✓ suffisant
level-days-left = { $count ->
    [0] < 1 jour
    [one] { $count } jour
   *[other] { $count } jours
}

## Stock de sécurité
safety-change = Changer le stock de sécurité : { $name }
safety-title = Stock de sécurité : { $name }
safety-known = Stock de sécurité actuel
safety-wanted = Nouveau stock de sécurité
safety-example = 1,5 kg, 750 g, 12 pièces
safety-about = À ce niveau ou en dessous, les responsables du magasin sont prévenus.
safety-save = Enregistrer
safety-saving = Enregistrement…
safety-keep = Garder
safety-again = Relire
safety-done = { $name } : le stock de sécurité est maintenant { $safety }.

## Un ingrédient
ingredient-back = Niveaux
ingredient-view = Ce qui est montré
ingredient-chart = Graphique
ingredient-days = Jour par jour
chart-label = { $name }, niveau sur 28 jours : { $before } au début, { $now } maintenant. { $left }
chart-safety = Sécurité { $safety }
chart-days-left = { $count ->
    [0] Au rythme des 28 derniers jours, il en reste pour moins d’un jour.
    [one] Au rythme des 28 derniers jours, il en reste pour { $count } jour.
   *[other] Au rythme des 28 derniers jours, il en reste pour { $count } jours.
}
chart-to-come = En pointillé : la suite à ce rythme.
chart-no-pace = Rien n’en a été utilisé ces 28 derniers jours.
course-day = Journée
course-came = Entrées
course-left = Sorties
course-reckoned = Comptages et corrections
course-end = En fin de journée
course-empty = Rien n’a bougé ces 28 derniers jours.

## Mouvements
movements-ingredient = Ingrédient montré
movements-every-ingredient = Tous les ingrédients
movements-cause = Cause montrée
movements-every-cause = Toutes les causes
movements-empty = Rien n’a encore bougé dans ce magasin.
movements-none-found = Aucun mouvement ne correspond. Changez les filtres.
movement-when = Quand
movement-cause = Cause
movement-quantity = Quantité
movement-who = Par
movement-about = Commande ou motif
movement-order = Commande
movement-reason = Motif
movement-by-program = le programme

## Inventaires
inventories-empty = Aucun inventaire n’a encore été fait. Il se commence à la cuisine, bouton « Inventaire ».
inventory-began = Commencé
inventory-by = Par
inventory-state = État
inventory-ended = Terminé
inventory-counted-head = Comptés
inventory-listed-head = À compter
inventory-counted = { $counted } sur { $listed }
inventory-differences-head = Écarts
inventory-differences = { $missing } en moins, { $over } en plus
inventory-no-difference = aucun écart
inventory-missing = En moins
inventory-over = En plus
inventory-value = Valeur
inventory-unknown = { $count } sans coût connu
inventory-unknown-head = Sans coût connu
inventory-saved = ✓ enregistré
inventory-under-way = ◐ en cours
inventory-given-up = ✕ abandonné
inventory-title = Inventaire du { $began }, par { $who }
inventory-back = Inventaires
inventory-nothing = Rien n’a encore été compté.
inventory-uncounted = { $count ->
    [one] Pas compté : { $names }.
   *[other] Pas comptés ({ $count }) : { $names }.
}
count-counted = Compté
count-theoretical = Théorique
count-difference = Écart
count-fate = Suite
count-right = ✓ juste
count-written = écart inscrit
count-overruled = recompté depuis
count-waiting = pas inscrit
