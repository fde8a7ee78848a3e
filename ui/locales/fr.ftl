# Textes du comptoir et de la salle, en français. Mêmes clés que en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

## Carte
mode-label = Mode
category-label = Catégorie
channel-label = Canal
search-label = Chercher un produit
search-hint = Chercher : tapez un nom…
search-empty = Rien ne s’appelle « { $typed } ». Échap pour revenir à la carte.
category-empty = Rien dans cette catégorie. Choisissez-en une autre.
menu-loading = La carte arrive…
menu-old = { $why } Carte de { $hour }.

## Commande
cart-label = Commande
cart-empty = Touchez un produit, ou tapez son nom.
customer-name = Client
customer-name-hint = Nom à appeler
park = Mettre de côté
line-note = Note
line-remove = Retirer la ligne
line-suspended = plus en vente : retirez la ligne
line-gone = plus à la carte : retirez la ligne
line-price-changed = prix changé : { $before } → { $now }
vat-within = dont TVA { $shares }
pizzas-count = { $count ->
    [one] { $count } pizza
   *[other] { $count } pizzas
}
others-count = {" "}+ { $count } { $count ->
    [one] autre
   *[other] autres
}
total = Total
promise = Prête vers { $hour } · dans { $minutes } min
promise-now = Prête tout de suite
promise-estimate = Estimation : vers { $hour } · dans { $minutes } min
validate = Valider
validate-there = Valider pour { $shop }
order-unknown = On ne sait pas si la commande est partie.
order-unknown-hint = La commande est dans le journal de ce poste : elle partira dès que le serveur répond, et une seule fois.
order-give-up = Client suivant
force-stock = Vendre quand même

## Numéro
placed-title = Commande prise
placed-promise = Prête vers { $hour }
placed-there = Préparée et livrée par { $shop }
placed-next = Touchez l’écran : client suivant

## Note
note-title = Note pour { $name }
note-label = Pour la cuisine, { $max } caractères au plus
note-hint = bien cuite, sans origan…
note-left = { $count ->
    [one] encore { $count } caractère
   *[other] encore { $count } caractères
}
note-save = Enregistrer

## De côté
parked-open = De côté
parked-title = Commandes de côté
parked-empty = Aucune commande de côté. « Mettre de côté » garde la commande en cours pour plus tard.
no-name = Sans nom
parked-take-up = Reprendre
parked-drop = Abandonner cette commande
parked-drop-sure = Abandonner ?

## En cours
orders-open = En cours
deliveries-open = Livraisons
orders-ready = { $count ->
    [one] { $count } prête
   *[other] { $count } prêtes
}
orders-list = Liste
orders-under-way = En cours
orders-ended = Terminées aujourd’hui
orders-title = Commandes en cours
orders-title-ended = Commandes terminées aujourd’hui
orders-search = Numéro, nom ou téléphone
orders-loading = Les commandes arrivent…
orders-empty = Aucune commande en cours. Les commandes validées apparaissent ici.
orders-ended-empty = Aucune commande terminée aujourd’hui. Une commande remise et réglée, ou annulée, apparaît ici.
orders-cut = Seules les { $count } dernières sont ici.
orders-earlier = Chercher « { $typed } » dans les jours d’avant
orders-earlier-hint = Un jour d’avant ? Tapez le numéro du ticket ou de la commande, un nom, ou le jour (29/11).
orders-earlier-title = Jours d’avant
orders-earlier-none = Rien de tel dans les deux derniers mois.
orders-none-found = Aucune commande ne correspond. Changez le filtre ou la recherche.
orders-old = { $why } Liste de { $hour }.
filter-label = État
filter-all = Toutes
filter-queued = En attente
filter-preparing = En préparation
filter-ready = Prêtes
filter-handed-over = Remises, non réglées
filter-closed = Soldées
filter-cancelled = Annulées
filter-late = En retard
order-left = { $left } sur { $pizzas } à cuire
order-late = ⚠ retard { $minutes } min
order-promised = { $hour }
order-was-promised = promise pour { $hour }
order-due = reste { $due }
order-paid = réglée
order-shown = vue en cuisine { $hour }
order-not-shown = pas encore vue
order-settle = Encaisser
order-change = Modifier
order-cancel = Annuler
hand-over = Remettre

## Composer
line-compose = Composer
composer-title = Composer
composer-size = Taille
composer-half = Autre moitié
composer-no-half = Sans moitié
composer-without = À retirer
composer-extras = Suppléments
composer-more = Un supplément { $name } de plus
composer-less = Un supplément { $name } de moins
composer-add = Ajouter
composer-short = Le stock ne suffit pas : { $names }.

## Formules
formulas = Formules
formula-choose = Choisissez : { $part }
formula-gone = Cette formule n’est plus à la carte. Fermez et choisissez autre chose.

## Annuler
cancel-title = Annuler { $number } ?
cancel-confirm = Annuler définitivement
cancel-keep = Garder
cancel-kept = { $number } reste telle quelle.
cancel-made = Déjà commencée : ce qui est fait sera compté en perte.
cancel-unknown = On ne sait pas si la commande a été annulée. Réessayez : elle ne le sera pas deux fois.
cancel-reason = Motif
cancelled = { $number } est annulée
wasted = { $count ->
    [one] { $count } pizza perdue
   *[other] { $count } pizzas perdues
}
refund-by = À rendre au client : { $amount } ({ $tender })
refund-none = Rien à rendre : elle n’était pas réglée.
order-refund = Rembourser
order-refunded = rendu { $back }
refund-title = Rembourser { $number }
refund-reading = Lecture du règlement…
refund-paid = Réglé : { $amount }
refund-before = déjà remboursé : { $amount }
refund-nothing-left = Il ne reste rien à rembourser.
refund-how = Ce qui est remboursé
refund-lines = Des articles
refund-part = Un montant
refund-changed = La commande a changé depuis son règlement : on rembourse un montant.
refund-line-left = { $quantity } pour { $gross }
refund-more = Un { $what } de plus à rembourser
refund-less = Un { $what } de moins à rembourser
refund-amount = Montant en euros
refund-all = Tout : { $amount }
refund-reason = Motif
refund-missing = Article manquant
refund-quality = Qualité
refund-rule = Au-delà de { $alone } rendus pour une commande, un responsable donne son code.
refund-confirm = Rembourser { $amount }
refund-unknown = On ne sait pas si le remboursement a été fait. Réessayez : il ne le sera pas deux fois.
refunded = { $number } : { $amount } remboursés

## Modifier
changing = Modification de { $number }
changing-leave = Quitter sans modifier
changing-drop = Abandonner
nothing-changed = { $number } n’a pas été modifiée.
change-busy = Terminez d’abord la modification de { $number }.
change-sending = Terminez d’abord la commande en cours d’envoi.
placed-again = Commande modifiée

## Accord
consent-discount = Remise au-delà du seuil
consent-stock = Vendre malgré la rupture

## Remise
discount-open = Remise
discount-title = Remise : { $what }
discount-kind = En pourcentage ou en euros
discount-value = Combien
discount-reason = Motif
discount-no-figure = Tapez un nombre entier de pourcents, ou un montant.
discount-preview = −{ $off }, reste { $left }
discount-rule = Au-delà de { $percent } % de la commande, un responsable donne son accord.
discount-remove = Retirer la remise
discount-loyalty = Fidélité
discount-late = Retard
discount-mistake = Erreur
discount-gesture = Geste commercial
cart-discount = Remise { $what }
line-discount = Remise sur la ligne
customer-phone = Téléphone
customer-phone-hint = 06 12 34 56 78

## Aide
help-open = Aide
help-title = Les touches du comptoir
help-search = chercher un produit, d’où que l’on soit
help-enter = ajouter le premier produit trouvé
help-more = un de plus sur la ligne choisie, ou la dernière
help-less = un de moins
help-delete = retirer la ligne
help-arrows = aller d’un produit à l’autre
help-space = ajouter le produit où l’on est
help-tab = aller d’un bouton à l’autre
help-help = cette aide
help-customer = nom du client
help-compose = composer le produit où l’on est, ou la ligne choisie
help-phone = téléphone du client, ou prendre l’appel
help-delivery = livraison, et son adresse
help-again = la même chose que la dernière fois
help-deliveries = livraisons et courses
help-validate = valider la commande
help-pay = valider et encaisser
help-back = revenir, effacer la recherche

## Salle
board-being-made = En préparation
board-ready = Prêtes
board-none-made = Aucune commande en préparation
board-none-ready = Votre numéro s’affichera ici
board-notice = Sauf exception légale, les tickets de caisse et de carte ne sont imprimés qu’à votre demande.
board-offline = ⚠ Connexion perdue : demandez au comptoir
placed-offline = hors ligne
training-number = École { $nth }
training-placed = Exercice validé
training-orders-empty = Aucune vraie commande en cours. Celles de l’école ne sont gardées nulle part.
training-orders = Mode école : les vraies commandes se lisent ici. Pour les servir ou les encaisser, terminez-le sous « Caisse », onglet « École ».

incoming-call = Appel : { $phone }
incoming-call-leave = Laisser cet appel
known-again = La même chose :
known-no-order = Pas encore de commande à ce numéro.
known-offline = Hors ligne : la fiche se retrouvera au retour du serveur. Notez le nom et l’adresse.
again-gone = Plus à la carte aujourd’hui : { $names }.
cart-fee = Livraison
cart-fee-free = offerte
cart-minimum = Encore { $lacks } pour pouvoir livrer
delivery-none = Adresse de livraison ?
delivery-title = Livrer à
delivery-street = Numéro et rue
delivery-postcode = Code postal
delivery-town = Ville
delivery-floor = Étage, escalier, porte
delivery-code = Code d’entrée
delivery-note = Note au livreur
delivery-without-number = Sans numéro dans la rue
delivery-save = Livrer ici
delivery-fee = La livraison coûte { $fee }.
delivery-free = Elle est offerte à partir de { $from }.
delivery-minimum = On livre à partir de { $minimum }.
delivering-asked = Trajet : calcul en cours…
delivering-here = { $shop } · { $travel } · livraison { $fee }
delivering-elsewhere = { $shop } est le plus proche ({ $travel }) : transmettez-lui la commande.
delivering-nearest = { $shop } livre cette adresse ({ $travel }).
delivering-pass-on = Passer la commande à { $shop }
delivering-there = { $shop } prépare et livre · { $travel } · livraison { $fee }
delivering-there-asked = { $shop } : prix et attente, un instant…
delivering-keep-here = Garder ici
delivering-from-here = D’ici : { $travel }.
delivering-by-hand = Adresse tapée à la main : { $minutes } min de trajet comptées, zone non vérifiée.
delivering-too-far = Hors zone : { $minutes } min depuis { $shop }, { $most } au plus.
delivering-nobody = Aucun magasin ouvert ne livre à cette adresse.
delivering-take-away = À emporter
promise-brought = Livrée vers { $hour } · dans { $minutes } min
promise-brought-estimate = Estimation : livrée vers { $hour } · { $minutes } min
placed-promise-brought = Livrée vers { $hour }
lacking-open = { $count ->
    [one] { $count } commande en manque
   *[other] { $count } commandes en manque
}
lacking-title = Commandes qui manquent d’un ingrédient
lacking-about = Appelez ces clients : changez leur commande, ou annulez-la. La liste se vide d’elle-même quand le stock revient.
lacking-what = { $count ->
    [one] { $count } plat sans { $ingredients }
   *[other] { $count } plats sans { $ingredients }
}
lacking-empty = Plus aucune commande ne manque de quoi que ce soit.

## Écrire au client
order-write = Message
told-how = { $by } { $said } { $sign }
told-to-check = à vérifier
told-not-gone = pas parti
told-under-way = en cours
write-title = Écrire au client de { $number }
write-to = SMS au { $phone }
write-kind = De quoi s’agit-il ?
write-text = Texte
write-reading = Lecture de la commande…
write-send = Envoyer le SMS
write-sending = Envoi…
write-done = Un SMS part au client de { $number }.
