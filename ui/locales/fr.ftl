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
tile-left = reste { $count }
tile-sold-out = rupture
tile-suspended = suspendue

## Commande
cart-label = Commande
cart-empty = Touchez un produit, ou tapez son nom.
customer-name = Client
customer-name-hint = Nom à appeler
park = Mettre de côté
line-less = Un de moins
line-more = Un de plus
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
validating = Envoi…
order-unknown = On ne sait pas si la commande est partie.
order-unknown-hint = La commande est dans le journal de ce poste : elle partira dès que le serveur répond, et une seule fois.
order-give-up = Client suivant
force-stock = Vendre quand même

## Numéro
placed-title = Commande prise
placed-promise = Prête vers { $hour }
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

## Encaisser
pay = Encaisser
settle-title = { $number }, encaisser
amount-due = À payer
tender-label = Moyen de paiement
cash-received = Reçu
cash-exact = Compte juste
cash-not-an-amount = Tapez un montant : 20 ou 20,50.
pad-erase = Effacer le dernier chiffre
change-due = À rendre
no-change = Rien à rendre
settle-cash = Encaisser en espèces
settle-card = Accepté par le terminal : confirmer
card-guide = Tapez { $due } sur le terminal de carte, et confirmez quand il a accepté.
settled = { $number } réglée : { $amount }
settle-paid-already = Déjà réglée : rien à encaisser.
settle-unknown = On ne sait pas si l’argent a été encaissé.
settle-unknown-hint = Réessayez : rien ne sera encaissé deux fois.
given-label = Déjà donné
given-add = Ajouter
given-remove = Retirer : { $what }
given-amount = Montant
voucher-value = Valeur du titre
left-due = Reste à payer
left-after = Restera dû
in-part = Acompte
settle-part = Encaisser l’acompte
split = Partager
split-off = Ne plus partager
split-back = Retour
split-people = En parts égales : combien de payeurs ?
split-amounts = Par montants
split-part = Part du payeur { $payer }
split-rest = Le reste pour le dernier payeur : { $left }
split-lines = Par article : choisissez un payeur, puis touchez ce qui est à lui
split-lines-left = { $left ->
    [one] Un article n’est encore à personne.
   *[other] { $left } articles ne sont encore à personne.
}
split-lines-alone = Tout est au même payeur.
split-payer-add = Un payeur de plus
payers-label = Payeurs
payer = Payeur { $payer }
payer-next = Payeur suivant
payer-change = rendre { $change }
settled-part = { $number }, acompte encaissé : { $amount }
settled-left = Reste dû :

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
refund = À rendre au client : { $amount }
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
help-phone = téléphone du client
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
to-decide = ⚠ { $count } à décider
to-decide-title = À décider
to-decide-about = Fait ici pendant que le serveur était absent, et refusé à son retour. Rien n’est perdu : décidez de chaque ligne.
to-decide-none = Tout est décidé.
decide-as-sold = Enregistrer telle que vendue
decide-try-again = Réessayer
decide-give-up = Abandonner…
decide-give-up-confirm = Abandonner définitivement
decide-reason = Motif
decide-at-counter = À décider au comptoir.
placed-offline = hors ligne

## Caisse
till-open = Caisse
till-title = Caisse { $register } · { $day }
till-now = État (X)
till-drawer = Tiroir
till-closing = Clôture (Z)
till-entries = Tickets
till-training = École
till-of-training = ⚠ École : { $what }
till-print-later = Les vrais papiers s’impriment hors du mode école, ceux de l’école pendant.
training-mode = MODE ÉCOLE
training-about = rien n’est vendu, rien n’est encaissé
training-number = École { $nth }
training-placed = Exercice validé
training-nothing-sold = rien n’a été vendu
training-learn = Pour apprendre sur la vraie caisse : la carte, le panier, les remises, l’encaissement et la monnaie se font comme avec un client.
training-nothing-real = Rien n’est vrai : aucune commande, aucun stock, rien en cuisine, pas un centime. Les tickets portent MODE ÉCOLE.
training-others = Tant qu’il dure, cette caisse ne vend pas ; les autres et la cuisine continuent. Le panier commencé revient à la fin.
training-begin = Commencer le mode école
training-begin-ask = Commencer le mode école…
training-is-on = Le mode école est en cours
training-on-about = Rien de ce qui se fait ici n’est vrai, même après un redémarrage, jusqu’à ce que vous le terminiez.
training-end-about = Le panier d’exercice s’efface, et celui qui était commencé revient.
training-end = Terminer le mode école
training-settle = Mode école : personne ne paie. Laissez le tiroir et le terminal de carte.
training-orders-empty = Aucune vraie commande en cours. Celles de l’école ne sont gardées nulle part.
training-orders = Mode école : les vraies commandes se lisent ici. Pour les servir ou les encaisser, terminez-le sous « Caisse », onglet « École ».
till-loading = La caisse arrive…
till-old = { $why } État de { $hour }.
till-away = Le serveur est absent : ces chiffres peuvent dater.
till-away-about = Encaisser reste possible, et compter le tiroir aussi. Ce qui est envoyé d’ici attend dans ce poste et part une seule fois. Les tickets de cette caisse s’impriment d’ici ; la clôture revient avec le serveur.
till-unknown = On ne sait pas si c’est fait.
till-unknown-hint = Réessayez : ce ne sera pas fait deux fois.
till-day = la journée du { $day }
till-month = le mois { $month }
till-year = l’année { $year }
till-closed = Journée clôturée
till-defects = Le journal fiscal n’est pas tel qu’il a été écrit. Encaissez, mais prévenez l’administrateur aujourd’hui :
till-due = À clôturer d’abord : { $what }
till-total = Total du jour
till-tickets = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}
till-tickets-from = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
}, n° { $first } à { $last }
till-no-ticket = Aucun ticket pour l’instant. Le premier encaissement apparaît ici.
till-rate = Taux
till-gross = TTC
till-net = HT
till-vat = TVA
till-sum = Ensemble
till-unpaid = { $count ->
    [one] { $count } commande non réglée, reportée
   *[other] { $count } commandes non réglées, reportées
} : { $amount }
till-unpaid-none = Toutes les commandes sont réglées
till-standing = Depuis le premier ticket
till-perpetual = Total perpétuel
till-absolute = Total perpétuel en valeur absolue
till-advances = Acomptes en cours
till-expected = Attendu dans le tiroir
till-since = Ouvert à { $hour } par { $name }
till-moved = Mis et retirés
till-moved-none = Rien n’a été mis ni retiré à la main.
till-session-none = Le tiroir n’est pas ouvert. Comptez ce qu’il contient et tapez son fonds de caisse.
drawer-float = Fonds de caisse
drawer-sales = Encaissé en espèces
drawer-refunds = Remboursé en espèces
drawer-in = Mis
drawer-out = Retiré
drawer-expected = Attendu
drawer-counted = Compté
drawer-difference = Écart
till-float = Fonds de caisse
till-float-about = Ce qui est dans le tiroir à son ouverture.
till-amount = Montant
till-no-amount = Tapez un montant, jusqu’à 10 000 € : 20 ou 20,50.
till-reason = Motif
till-reason-example = Monnaie de la banque
till-session-open = Ouvrir la caisse
till-cash-in = Mettre
till-cash-out = Retirer
till-drawer-open = Ouvrir le tiroir sans vente
till-drawer-about = Chaque mouvement est noté avec son motif. Ouvrir sans vente ne demande que le motif.
till-session-opened = Caisse ouverte
till-move-noted = Mouvement noté
till-drawer-opened = Tiroir ouvert, motif noté
till-notes = Billets
till-coins = Pièces
till-even = Compte juste
till-missing = Il manque { $amount }
till-over = { $amount } de trop
till-count-about = Comptez le tiroir, puis clôturez. Un écart n’empêche pas de clôturer : il est noté.
till-count-none = Le tiroir n’est pas ouvert : il n’y a rien à compter.
till-count-wrong = Vérifiez : un nombre de pièces va de 0 à 9 999.
till-close = Clôturer la journée…
till-close-sure = Clôturer la journée du { $day } ?
till-close-about = C’est définitif. Plus rien ne peut être ajouté à cette journée, et cette caisse n’encaisse plus avant la prochaine.
till-close-back = Revenir au comptage
till-close-confirm = Clôturer définitivement
till-close-away = La clôture attend le serveur. Ce qui est compté reste ici.
till-closed-about = Plus rien ne peut y être ajouté. Le Z se relit sous « Tickets ».
till-kind-sale = Ticket
till-kind-advance = Acompte
till-kind-refund = Remboursement
till-kind-cancellation = Annulation
till-kind-reversal = Contre-passation
till-kind-note = Note
till-kind-duplicate = Duplicata
till-kind-day = Clôture journalière (Z)
till-kind-month = Clôture mensuelle
till-kind-year = Clôture annuelle
till-number = n° { $number }
till-register = Caisse
till-when = Le
till-who = Par
till-order = Commande
till-total-gross = Total TTC
till-print = Imprimer
till-reprint = Réimprimer (duplicata)
print-ticket = Imprimer le ticket
print-note = Imprimer la note
print-x = Imprimer le X
print-sent = Envoyé à l’imprimante
print-sent-copy = Duplicata n° { $copy } envoyé à l’imprimante
note-due = Sur place, 25 € et plus : la note se remet avant le paiement.
printers-alert = { $waits ->
    [0] ⚠ { $names }
   *[other] ⚠ { $names } : { $waits } en attente
}
printers-refused = Impression impossible
printers-title = Imprimantes
prints-none = Rien n’attend d’être imprimé.
print-asked = { $hour } · { $tries ->
    [0] pas encore tenté
    [one] { $tries } essai
   *[other] { $tries } essais
}
print-perhaps = · peut-être déjà imprimé
print-drawer = Ouverture du tiroir
print-give-up = Abandonner l’impression
print-under-way = Il est en cours d’impression, ou vient de sortir : rien n’est abandonné.
till-copies = { $count ->
    [one] { $count } duplicata
   *[other] { $count } duplicatas
}
till-day-before = La veille
till-day-after = Le lendemain
till-day-label = Jour
till-day-wrong = Tapez un jour : 30/11/2026.
till-today = Aujourd’hui
till-entries-none = Aucun ticket ce jour-là. Choisissez un autre jour.
till-entries-choose = Touchez un ticket pour le lire.
paper-training = MODE ÉCOLE
paper-discount = remise { $amount }
paper-deducted = Acompte déduit
paper-corrects = Corrige
paper-note-paid = Déjà réglé
paper-note-due = Reste à payer
paper-note-about = Note remise avant paiement
paper-unpaid = Commandes non réglées, reportées
paper-cash-difference = Écart du tiroir
paper-copy = DUPLICATA n° { $copy }
paper-copy-of = Duplicata
paper-signature = Signature
card-ask = Envoyer { $amount } au terminal
card-guide-asked = { $due } partent au terminal quand vous confirmez : le client suit l’écran.
card-waits = Suivez le terminal…
card-waits-about = Le client présente sa carte. Pour annuler, touche rouge du terminal : sa réponse arrive ici. Fermer cette fenêtre n’annule rien.
card-leave = Ne plus attendre
card-unknown = On ne sait pas si la carte a été débitée
card-unknown-about = Attendez que le terminal revienne à son accueil, puis regardez son dernier ticket ou son journal : { $amount } ont-ils été débités ? Rien d’autre ne règle cette commande d’ici là.
card-other-about = Rien n’est encaissé : { $amount } étaient demandés. Sur le terminal, annulez l’opération, puis dites-le ici.
card-taken = Accepté : { $amount } débités
card-not-taken = Refusé : rien n’a été débité
card-cancelled = Annulé sur le terminal
card-debited = La carte a été débitée de { $amount }
card-debited-about = Ce n’est encaissé nulle part : encaissez-le avec la commande, ou remboursez la carte sur le terminal et dites-le ici.
card-refused = Le terminal a refusé
card-back = Remboursé sur le terminal
card-back-sure = Oui, { $amount } sont remboursés
card-back-not = Non
card-by-hand = Taper le montant à la main
card-close = Fermer
cards-look = ⚠ Carte à vérifier : { $numbers }
cards-debited = ⚠ Carte débitée : { $numbers }
cards-wait = Carte en attente : { $numbers }
cards-title = Paiements par carte
cards-none = Rien n’est en attente sur le terminal de carte.
card-of = { $number } · { $hour } · { $who }
till-card = Carte
card-terminal-none = Sans terminal relié, le montant se tape à la main sur le terminal et un toucher confirme qu’il a accepté. Relié, il reçoit le montant d’ici et répond (Caisse‑AP sur IP).
card-terminal-about = Le terminal de cette caisse reçoit les montants d’ici et répond (Caisse‑AP sur IP). Il marche aussi quand le serveur est absent.
card-terminal-manager = Un responsable peut changer cette adresse.
card-address = Adresse du terminal de carte
card-address-none = Aucun terminal relié
card-save = Enregistrer
card-test = Tester
card-set = Terminal relié : { $address }
card-set-none = Plus de terminal relié : le montant se tape à la main.
invoice-open = Facture pour une société…
invoice-name = Nom de la société
invoice-street = Rue
invoice-town = Code postal et ville
invoice-siren = SIREN (si connu)
invoice-vat = N° de TVA (si connu)
invoice-make = Faire la facture
invoice-not = Pas de facture
invoice-made = Facture { $number } · { $company }
credit-made = Avoir { $number } · { $company }
credit-make = Faire l’avoir de la facture
invoice-print = Imprimer la facture
invoice-reprint = Réimprimer la facture (duplicata)
card-back-ask = Rembourser { $amount } par le terminal
card-back-waits = Suivez le terminal : le client présente sa carte pour être remboursé…
card-back-unknown = On ne sait pas si la carte a été remboursée
card-back-unknown-about = Attendez que le terminal revienne à son accueil, puis regardez son dernier ticket : { $amount } ont-ils été rendus ?
card-back-done = { $amount } rendus sur la carte
card-back-refused = Le terminal n’a rien rendu
card-back-by-hand = Essayez encore, ou remboursez à la main sur le terminal.
card-back-seen = Remboursé : { $amount } rendus
card-back-not-seen = Pas remboursé

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
