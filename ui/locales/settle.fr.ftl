# Ce que dit l’encaissement d’une commande, au comptoir et au retour d’une livraison.

pay = Encaisser
settle-title = { $number }, encaisser
tender-label = Moyen de paiement
cash-exact = Compte juste
cash-not-an-amount = Tapez un montant : 20 ou 20,50.
pad-erase = Effacer le dernier chiffre
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
training-nothing-sold = rien n’a été vendu
training-settle = Mode école : personne ne paie. Laissez le tiroir et le terminal de carte.
card-ask = Envoyer { $amount } au terminal
card-guide-asked = { $due } partent au terminal quand vous confirmez : le client suit l’écran.
card-by-hand = Taper le montant à la main
card-close = Fermer
