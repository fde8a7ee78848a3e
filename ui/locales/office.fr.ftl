# Textes du bureau, en français. Mêmes clés que office.en.ftl (un test y veille).
# Les espaces devant ; : ! ? % et dans « » sont insécables.

office-pages = Pages du bureau

## Postes
terminals-title = Postes
terminals-lead = Les PC des magasins : ce qu’ils servent, et s’ils sont en service.
terminals-only-seen = Seul un administrateur inscrit ou retire un poste.
terminals-empty = Aucun poste n’est inscrit. « Inscrire un poste » donne un code, à taper sur le nouveau PC.
terminals-empty-one-login = Aucun poste n’est inscrit : tous les PC ont le même accès au serveur. Une fois la ligne ci-dessus tapée, les postes s’inscrivent ici.
terminals-none-found = Aucun poste ne correspond. Changez le filtre ou la recherche.
terminals-which = Postes montrés
terminals-enrolled = Inscrits · { $count }
terminals-silent = Silencieux · { $count }
terminals-revoked = Retirés · { $count }
terminals-search = Code, nom, magasin ou usage
terminal-code = Code
terminal-name = Nom
terminal-shop = Magasin
terminal-kinds = Usage
terminal-presence = État
terminal-version = Version
terminal-here = ce poste
terminal-revoke = Retirer
terminal-revoking = Retrait…
presence-there = en service
presence-silent = silencieux
presence-never = jamais ouvert
presence-revoked = retiré
presence-since = depuis { $when }

## Inscrire
code-open = Inscrire un poste
code-title = Inscrire un poste
code-shop = Magasin
code-shop-group = Le groupe : un bureau qui voit tous les magasins
code-kinds = À quoi servira le poste
code-kinds-hint = Il aura les droits de ces usages, et aucun autre.
code-kinds-none = Choisissez au moins un usage.
code-kinds-group = Le poste du groupe est un bureau.
code-make = Créer le code
code-making = Création…
code-again = Créer un autre code
code-left = Encore valable
code-over = Ce code est trop ancien. Créez-en un autre.
code-step-install = Installez OC Pizza sur le nouveau PC, et fermez-le s’il est ouvert.
code-step-type = Dans un terminal de ce PC, tapez :
code-step-address = Mettez l’adresse du serveur, telle que le nouveau PC la voit.
code-step-open = Ouvrez OC Pizza : le poste paraît ici.
code-elsewhere = ADRESSE
code-once = Un code inscrit un seul poste, dans les { $minutes } minutes. Il ne sera plus montré.
code-joined = { $code } est inscrit.

## Retirer
revoke-title = Retirer { $code } ?
revoke-confirm = Retirer { $code }
revoke-keep = Garder
revoke-there = Ce poste est en service en ce moment.
revoke-out = Ses connexions au serveur sont coupées aussitôt : il ne prend plus de commande.
revoke-told = Ses fenêtres le disent à qui est devant ; ce qui y était tapé reste lisible.
revoke-waits = Ce qu’il n’a pas encore envoyé au serveur attend sur ce PC.
revoke-back = Pour le reprendre, il faudra un nouveau code.

## Services
services-title = Services
services-lead = Les accès aux services du groupe, saisis une fois pour tous les postes.
services-only-seen = Seul un administrateur renseigne ou oublie un accès.
service-paypal = Paiements en ligne.
service-google = Trajets des livraisons.
service-addresses = Adresses de livraison, complétées pendant la saisie.
service-tiles = Fond de la carte des livraisons.
service-digitaleo = SMS aux clients.
service-mail = Courriels aux clients et aux fournisseurs.
service-sentry = Signalement des pannes du programme.
secret-set = renseigné
secret-absent = absent
secret-damaged = illisible
secret-by = par { $who } le { $day } à { $hour }
secret-enter = Renseigner
secret-replace = Remplacer
secret-forget = Oublier
secret-forgetting = Retrait…
secret-value = Valeur, telle que le service la donne
secret-show = Voir la valeur
secret-hide = Masquer la valeur
secret-length = { $count ->
    [0] Rien n’est saisi.
    [one] { $count } caractère
   *[other] { $count } caractères
}
secret-before = Déjà renseigné { $by }. La nouvelle valeur prend la place de celle-ci.
secret-once = Une fois enregistrée, la valeur n’est plus jamais montrée.
secret-keep = Enregistrer
secret-keeping = Enregistrement…
secret-cancel = Annuler
secret-kept = « { $name } » est enregistré. Les postes qui en ont besoin le reçoivent dans les cinq minutes.
secret-forgotten = « { $name } » est oublié. Les postes l’effacent dans les cinq minutes.

## Réglages des services
set-up-name = réglages
set-up-absent = pas réglé
set-up-act = Régler
set-up-change = Modifier
set-up-title = Réglages : { $service }
set-up-before = Réglé { $by }.
set-up-done = « { $service } » est réglé. Les postes s’en servent aussitôt.
service-address = Adresse du service
paypal-site = Argent
paypal-sandbox = Bac à sable
paypal-live = Réel
paypal-site-note = En bac à sable, aucun client ne paie. Chacun des deux a ses propres identifiants.
paypal-return = Page montrée au client après le paiement
paypal-link = Durée d’un lien, en minutes
paypal-link-note = Passé ce temps, le client ne peut plus payer par ce lien.
digitaleo-sender = Expéditeur des SMS
digitaleo-sender-note = Approuvé par Digitaleo ; lettres et chiffres :
digitaleo-forms = Forme que le compte attend
digitaleo-json = JSON
digitaleo-form = Formulaire
digitaleo-sms = Adresse d’envoi des SMS
digitaleo-token = Adresse des jetons d’accès
ways-by = Qui calcule les trajets
ways-directions = Google Directions
ways-routes = Google Routes
ways-nobody = Personne : estimation
travel-note = Quand Google ne répond pas, le trajet est estimé d’après la distance à vol d’oiseau.
travel-factor = Détour des rues, en %
travel-speed = Vitesse moyenne, en km/h
trial-phone = Numéro pour l’essai
trial-address = Adresse pour l’essai
trial-paypal = L’essai demande à PayPal s’il reconnaît les identifiants du groupe. Aucun paiement n’est demandé.
trial-digitaleo = L’essai envoie un vrai SMS, avec ces réglages et les identifiants du groupe.
trial-google = L’essai demande le trajet du Louvre à la tour Eiffel, avec ces réglages et la clé du groupe.
trial-addresses = L’essai cherche une adresse avec ces réglages.
tiles-note = Sans fond de carte, les livraisons et le trajet sont dessinés sur un fond uni. La plupart des serveurs demandent que leur mention figure sur la carte.
tiles-address = Adresse d’une tuile, avec {"{z}"}, {"{x}"} et {"{y}"}
tiles-mention = Mention sur la carte
trial-tiles = L’essai demande une tuile de Paris avec ces réglages.
trial-try = Tester
trial-trying = Essai en cours…

## Oublier
forget-title = Oublier « { $name } » ?
forget-confirm = Oublier
forget-keep = Garder
forget-paypal = Plus aucun paiement PayPal ne peut être encaissé ni remboursé.
forget-google = Les trajets ne sont plus demandés à Google : ils sont estimés.
forget-digitaleo = Plus aucun SMS ne part aux clients.
forget-mail = Plus aucun courriel ne part.
forget-sentry = Les pannes ne sont plus signalées à Sentry ; elles restent notées dans le journal de chaque poste.
forget-by = Renseigné { $by }.
forget-everywhere = Tous les postes du groupe l’effacent dans les cinq minutes, ou dès qu’ils retrouvent le serveur.
forget-value = La valeur ne peut pas être relue : pour revenir en arrière, il faudra la saisir de nouveau.

## Caisses et clôtures
recaps-name = Caisses
recaps-title = Caisses et clôtures
recaps-lead = Chaque journée des magasins : ce qui a été encaissé, et le Z de chaque caisse.
recaps-empty = Rien n’a encore été encaissé ni clôturé. Les journées paraissent ici dès le premier ticket.
recap-day = Journée
recap-shop = Magasin
recap-tickets = Tickets
recap-total = Total TTC
recap-difference = Écart
recap-registers = Caisses
recap-read = Voir
recap-span = du { $from } au { $to }
recap-missing = ⚠ sans Z : { $codes }
recap-lost = ✕ perdue : { $codes }
recap-open = ◐ en cours : { $codes }
recap-closed = { $count ->
    [one] { $count } Z
   *[other] { $count } Z
}
recap-total-whole = Total TTC
recap-total-closed = Total TTC des caisses clôturées
recap-tickets-count = { $count ->
    [0] Aucun ticket clôturé
    [one] { $count } ticket
   *[other] { $count } tickets
}
recap-rate = TVA
recap-gross = TTC
recap-net = HT
recap-vat = Taxe
recap-difference-drawers = Écart des tiroirs
recap-carried = { $count ->
    [one] { $count } commande reportée, non payée
   *[other] { $count } commandes reportées, non payées
}
recap-perpetual = Somme des totaux perpétuels
recap-print = Imprimer le récapitulatif
recap-sent = envoyé à l’imprimante
recap-no-printer = Ce poste n’a pas d’imprimante pour les tickets : le récapitulatif s’imprime d’un poste qui en a une.
register-closed = ✓ Z n° { $number }
register-open = ◐ journée en cours
register-missing = ⚠ Z manquant
register-lost = ✕ perdue
register-lost-at = Déclarée perdue le { $day } à { $hour }.
register-known = { $count ->
    [0] Aucun ticket n’est arrivé au serveur.
    [one] { $count } ticket connu du serveur : { $amount }, pas clôturé.
   *[other] { $count } tickets connus du serveur : { $amount }, pas clôturés.
}
register-sold = { $count ->
    [0] Aucun ticket
    [one] { $count } ticket : { $amount }
   *[other] { $count } tickets : { $amount }
}
register-by = Clôturée par { $who } à { $hour }
register-by-program = le programme
register-difference = Écart du tiroir :
shop-picker = Magasin montré
shop-all = Tous les magasins · { $count }
weekday-1 = lun.
weekday-2 = mar.
weekday-3 = mer.
weekday-4 = jeu.
weekday-5 = ven.
weekday-6 = sam.
weekday-7 = dim.

## Caisse perdue
lost-open = Déclarer perdue…
lost-title = Déclarer la caisse { $code } perdue ?
lost-confirm = Déclarer perdue
lost-declaring = Déclaration…
lost-keep = Garder
lost-money = Elle n’encaisse plus, où qu’elle soit : sa clé ne signe plus rien.
lost-days = Ses journées sans Z paraissent « perdue », avec ce que le serveur en connaît. Ce qu’elle n’a pas envoyé n’y est pas.
lost-back = Si le poste revient, un administrateur l’inscrit à nouveau : il reprend sous un nouveau code de caisse.
lost-logged = Votre nom et le motif sont inscrits au journal fiscal du magasin, et n’en sortent plus.
lost-reason = Motif
lost-reason-example = volée, détruite, en panne sans retour

## Papiers des magasins
papers-way = Papiers
papers-title = Papiers des magasins
papers-lead = Ce que chaque ticket dit du magasin, et ses règles de paiement.
papers-empty = Aucun magasin n’est visible d’ici.
papers-on-tickets = Sur les tickets
papers-rules = Magasin et règles de paiement
papers-company = Société
papers-name = Nom du magasin
papers-address = Adresse
papers-siret = SIRET
papers-naf = Code NAF
papers-vat = Numéro de TVA
papers-vouchers = Titres-restaurant
papers-takes = acceptés
papers-holidays = aussi les dimanches et jours fériés
papers-refund = Remboursement sans responsable, jusqu’à (€)
papers-preview = Tête du ticket
papers-version = Version { $version } de ces papiers
papers-save = Enregistrer
papers-saving = Enregistrement…
papers-from-now = Vaut pour les tickets à venir ; ce qui est signé ne change pas. L’ancienne et la nouvelle valeur sont inscrites au journal fiscal.
papers-only-seen = Seuls la gérance et un administrateur changent ces papiers.
papers-again = Relire
papers-done = Les papiers de { $shop } sont enregistrés : ses caisses les prennent pour le ticket suivant.
notice-open = Affichette « ticket à la demande »
notice-title = Affichette du lieu de paiement
notice-lead = À afficher là où les clients paient : la loi le demande depuis le 1er août 2023.
notice-print = Imprimer
notice-no-printer = Ce poste n’a pas d’imprimante pour les tickets : l’affichette s’imprime d’un poste qui en a une.

customers-way = Clients
customers-title = Clients
customers-lead = Les fiches se font par les commandes au numéro ; trois ans après la dernière, elles s’effacent d’elles-mêmes.
customers-search = Nom, téléphone ou e-mail
customers-empty = Aucun client pour l’instant. La première commande avec un numéro de téléphone fera une fiche.
customers-none = Personne ne correspond à cette recherche.
customers-no-name = Sans nom
customers-more = Les { $count } derniers. Précisez la recherche pour en trouver d’autres.
customers-back = Tous les clients
customer-saved = La fiche est enregistrée.
customer-exported = Écrit dans { $file }
customer-erased = { $name } : effacé.
customer-history = Commandes
customer-no-orders = Aucune commande.
customer-export = Exporter ses données
customer-merge = Réunir avec une autre fiche
customer-erase = Effacer la fiche…
customer-name-label = Nom
customer-phone-label = Téléphone
customer-email = E-mail
customer-language = Langue des messages
customer-note = Note de la pizzeria
customer-advertising = Accepte de recevoir nos offres
customer-consent-given = Accord donné { $day }.
customer-consent-withdrawn = Accord retiré { $day }.
customer-consent-never = Pas d’accord : seulement des messages sur ses commandes.
customer-addresses = Adresses de livraison
customer-no-address = Aucune adresse : la prochaine livraison en fera une.
customer-drop-address = Retirer cette adresse
customer-save = Enregistrer
customer-again = Relire la fiche
erase-title = Effacer { $name } ?
erase-confirm = Effacer pour toujours
erase-keep = Garder la fiche
erase-gone = Nom, téléphone, e-mail, adresses, note et accord disparaissent de toutes les pizzerias.
erase-stays = Les commandes et les tickets restent, sans nom.
erase-for-good = On ne peut pas revenir en arrière.
merge-title = Réunir avec { $name }
merge-lead = Les adresses et les commandes de l’autre fiche viennent dans celle-ci ; son numéro et son nom disparaissent.
merge-phone = Téléphone de l’autre fiche
merge-find = Chercher
merge-found = C’est la fiche de { $name }.
merge-confirm = Réunir les deux
## Contrôle fiscal
audit-open = Contrôle fiscal…
audit-title = Inscrire un contrôle fiscal : { $shop }
audit-title-all = Inscrire un contrôle fiscal de tous les magasins
audit-confirm = Inscrire au journal
audit-noting = Inscription…
audit-keep = Annuler
audit-logged = Votre nom et ce que vous écrivez ici sont inscrits au journal fiscal, et n’en sortent plus.
audit-nothing-else = Rien d’autre ne change : les caisses continuent d’encaisser.
audit-reason = Qui contrôle, et à quelle demande
audit-reason-example = Mme Petit, DDFiP 99, avis n° 2026-114
audit-noted = { $count ->
    [one] Inscrit au journal de { $names }.
   *[other] Inscrit au journal de { $count } magasins : { $names }.
}
audit-counters = Un comptoir de chaque magasin l’écrit dans sa chaîne dès qu’il est ouvert.
audit-hand-over = À remettre, depuis un terminal : l’archive signée, avec sa description.
audit-check = Elle se vérifie sur n’importe quel PC :
## Fournisseurs
choose = Choisir…
suppliers-title = Fournisseurs
suppliers-lead = À qui le groupe achète, et ce que chacun vend.
suppliers-empty = Aucun fournisseur. « Ajouter un fournisseur » en crée un, avec ce qu’il vend.
supplier-new = Ajouter un fournisseur
supplier-open = Ouvrir
supplier-name = Nom
supplier-email = E-mail
supplier-email-orders = E-mail pour les commandes (vide : par téléphone)
supplier-phone = Téléphone
supplier-sells = Articles
supplier-sells-nothing = Aucun article
supplier-more = et { $count } { $count ->
    [one] autre
   *[other] autres
}
supplier-by-phone = par téléphone
supplier-save = Enregistrer
supplier-saving = Enregistrement…
supplier-done = { $name } est enregistré. Les prochaines commandes en tiennent compte.
supplier-only-seen = Seuls la gérance et un administrateur changent les fournisseurs : ils valent pour tout le groupe.
offers-title = Ce qu’il vend
offers-empty = Aucun article : ajoutez un ingrédient.
offer-ingredient = Ingrédient
offer-lot = Lot
offer-price = Prix HT du lot (€)
offer-first = en premier
offer-remove = Retirer
offer-add = Ajouter un ingrédient

## Commandes fournisseurs
purchases-way = Achats
purchases-title = Commandes fournisseurs
purchases-lead = Ce que les magasins commandent, de la proposition de l’inventaire à la livraison.
purchases-which = Commandes montrées
purchases-open = En cours
purchases-drafts = À envoyer
purchases-expected = Attendues
purchases-over = Terminées
purchases-empty = Aucune commande en cours. Un inventaire en propose quand un stock est bas ; « Nouvelle commande » en écrit une.
purchases-no-draft = Rien à envoyer : aucun brouillon.
purchases-none-expected = Aucune livraison n’est attendue.
purchases-none-over = Aucune commande n’est encore terminée.
purchase-new = Nouvelle commande
purchase-one = Commande fournisseur
purchase-number = Numéro
purchase-shop = Magasin
purchase-supplier = Fournisseur
purchase-lines = Articles
purchase-state = État
purchase-read = Ouvrir
purchase-no-supplier = fournisseur à choisir
total-net = Total HT
letter-goes = e-mail en route
letter-to-check = e-mail à vérifier
letter-failed = e-mail non parti
purchase-written = Écrite par { $who }, le { $day } à { $hour }.
purchase-by-inventory = Proposée par l’inventaire de { $who }, le { $day } à { $hour }.
purchase-sent-email = Envoyée par e-mail par { $who } le { $day } à { $hour }.
purchase-sent-hand = Transmise (imprimée ou téléphonée) par { $who } le { $day } à { $hour }.
purchase-was-closed = Clôturée par { $who } le { $day } à { $hour } : le reste n’est plus attendu.
purchase-was-cancelled = Annulée par { $who } le { $day } à { $hour }.
purchase-paper = Le bon, tel qu’il part
line-ordered = Commandé
line-received = Reçu
line-left = Reste
line-price = Prix HT
line-not-ordered = non commandé
line-lots = Nombre
line-fewer = un lot de moins
line-more = un lot de plus
line-sold-by = Vendus par { $name }
line-others = Autres ingrédients
purchase-send = Envoyer par e-mail
purchase-sent-otherwise = Imprimée ou téléphonée
purchase-change = Modifier
purchase-cancel = Annuler la commande
purchase-close = Clôturer
purchase-pdf = Enregistrer le PDF
purchase-print = Imprimer
purchase-leave = Revenir
purchase-ask-email = La commande part à { $to }, avec le bon en PDF. Elle ne pourra plus être modifiée.
purchase-ask-hand = Le fournisseur a reçu la commande autrement : sur papier ou par téléphone. Elle est attendue, et ne pourra plus être modifiée.
purchase-ask-cancel = Le brouillon est abandonné. C’est définitif.
purchase-ask-cancel-sent = La commande n’est plus attendue. Prévenez le fournisseur : il l’a peut-être déjà.
purchase-ask-close = Ce qui manque n’est plus attendu. C’est définitif.
purchase-pdf-kept = Enregistré : { $path }
purchase-printing = Le bon s’imprime.
purchase-no-address = Ce fournisseur n’a pas d’adresse e-mail : enregistrez le PDF, ou téléphonez.
purchase-choose-supplier = Choisissez d’abord le fournisseur : « Modifier ».
draft-save = Enregistrer le brouillon
draft-leave = Fermer
draft-empty = Ajoutez un ingrédient, ou laissez proposer ce qui manque.
draft-propose = Ajouter ce qui manque
draft-nothing = Rien ne manque chez ce fournisseur.
draft-total = Total HT : { $amount }
pages-way = Pages
pages-earlier = Avant
pages-later = Après
pages-count = { $count ->
    [one] { $count } commande
   *[other] { $count } commandes
}

## Réceptions
receipts-title = Réceptions
receipts-lead = Ce qui est arrivé dans les magasins, le plus récent d’abord.
receipts-empty = Rien n’a encore été reçu. Les réceptions se font en cuisine.
receipt-number = Bon de livraison { $number }
receipt-no-number = Sans bon de livraison
receipt-of = commande { $number }
receipt-when = { $day } à { $hour }, { $who }

## Coûts et marges
margins-way = Marges
margins-title = Coûts et marges
margins-lead = Ce que coûtent les ingrédients de chaque produit, au coût moyen du magasin, et ce qu’il reste du prix.
margins-empty = Aucun produit à la carte.
margin-product = Produit
margin-price = Prix TTC
margin-cost = Coût HT
margin-left = Marge HT
margin-away = À emporter
margin-inside = Sur place
margin-unknown = Coût pas encore connu : { $names }

## Livraison
deliveries-way = Livraison
deliveries-title = Livraison
deliveries-lead = Ce que coûte une livraison, jusqu’où elle va, et d’où partent les livreurs.
deliveries-rules = Règles du groupe
deliveries-fee = Frais de livraison (€)
deliveries-free-from = Offerts à partir de (€)
deliveries-minimum = Commande minimale (€)
deliveries-minutes-max = Trajet le plus long (min)
deliveries-minutes-usual = Trajet sans position (min)
deliveries-never-free = jamais offerts
deliveries-no-minimum = aucune
deliveries-shop = { $shop }
deliveries-delivers = Ce magasin livre
deliveries-address = Adresse de départ
deliveries-position = Position (latitude, longitude)
deliveries-no-place = Sans position, la zone n’est pas vérifiée et ce magasin n’est proposé à aucun autre.
deliveries-from-now = Vaut pour les commandes à venir. L’ancienne et la nouvelle valeur sont inscrites au journal.
deliveries-only-seen = Seuls la gérance et un administrateur changent ces réglages.
deliveries-rules-done = Les règles de livraison sont enregistrées : les comptoirs les prennent tout de suite.
deliveries-place-done = La position de { $shop } est enregistrée.

## Courses
past-runs-title = Courses
past-runs-lead = Ce que chaque livreur a emporté, en combien de temps, ce qu’il a rapporté, et ce qui n’a pas été livré.
past-runs-empty = Aucune course n’est encore terminée. Une course paraît ici dès que le comptoir l’a soldée.
past-runs-none-found = Aucune course pour ce choix. Choisissez un autre jour, un autre livreur ou tous.
past-runs-every-driver = Tous les livreurs
list-every-day = Tous les jours
list-of-day = Journée montrée
list-day-before = La veille
list-day-after = Le lendemain
list-day-wrong = Tapez un jour : 30/11/2026.
past-runs-when = Journée
past-runs-left = Départ
past-runs-back = Retour
past-runs-shop = Magasin
past-runs-driver = Livreur
past-runs-orders = Commandes
past-runs-failed = Non livrées
past-runs-minutes = Durée
past-runs-minutes-expected = Minutes prévues
past-runs-minutes-real = Minutes réelles
past-runs-owed = À rapporter
past-runs-brought = Rapporté
past-runs-difference = Écart
past-runs-times = { $left } → { $back }
past-runs-took = { $minutes } min
past-runs-expected = prévu : { $minutes }
past-runs-estimated = estimé : { $minutes }
past-runs-failure = { $number } : { $reason }

## Paiements en ligne
online-title = Paiements en ligne
online-lead = Ce que les clients paient par PayPal sur leur téléphone, ce que PayPal garde, et ce qu’une personne doit vérifier.
online-empty = Aucun paiement en ligne n’a encore été demandé. Saisissez le compte PayPal du groupe à la page Services : le comptoir peut alors en demander à l’encaissement, et chacun paraît ici.
online-none-found = Aucun paiement pour ce choix. Choisissez un autre jour, un autre état ou tous.
online-every-state = Tous les états
online-state = État
online-when = Journée
online-hour = Heure
online-shop = Magasin
online-order = Commande
online-invoice = Facture PayPal
online-amount = Montant
online-fee = Frais PayPal
online-net = Net
online-back = Remboursé
online-by = Demandé par
online-asked = { $at } · { $by }
online-to-know = À savoir
online-totals = Encaissé par PayPal sur cette page
online-file = paiements-en-ligne
online-somebody = une personne d’ailleurs
online-ended = Réglé à la main : { $reason } ({ $by }, { $at })
online-unheard = PayPal n’a pas répondu : la demande est renvoyée d’elle-même.
online-not-booked = Pas encore inscrit en caisse.
online-look-again = Revoir chez PayPal
online-end = Réglé à la main
online-end-title = { $number }, { $amount } : réglé à la main ?
online-end-where = Sur paypal.com, ce paiement porte la facture { $invoice }.
online-end-then = Ensuite le programme ne fait plus rien de ce paiement : ni encaissement, ni annulation, ni remboursement. Votre nom et l’heure restent écrits ici.
online-end-reason = Ce qui a été fait
online-end-reason-example = remboursé 23,50 € sur paypal.com
online-end-confirm = C’est réglé
online-end-keep = Pas encore
