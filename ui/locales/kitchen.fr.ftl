### La cuisine.

kitchen-waiting-count = { $count ->
    [one] { $count } pizza en attente
   *[other] { $count } pizzas en attente
}
kitchen-loading = Lecture de la file…
kitchen-reading-failed = Dernier état connu. { $why }
kitchen-queue-empty = Aucune pizza n’attend
kitchen-queue-empty-hint = La prochaine commande validée au comptoir s’affichera ici, avec un son.
kitchen-page = { $page } / { $pages }
kitchen-page-previous = Page précédente
kitchen-page-next = Page suivante

kitchen-calm = { $minutes } min
kitchen-near = bientôt { $minutes } min
kitchen-late = retard { $minutes } min
kitchen-promised = Promise à { $time }
kitchen-promised-there = Promise à { $time }, à { $minutes } min de route

kitchen-next = Pizza suivante
kitchen-next-none = rien n’attend
kitchen-oven = Four
kitchen-oven-count = { $count ->
    [0] vide
    [one] { $count } pizza
   *[other] { $count } pizzas
}
kitchen-recap = Récapitulatif
kitchen-recap-kinds = { $count ->
    [0] rien
    [one] { $count } sorte
   *[other] { $count } sortes
}
kitchen-to-serve = À servir
kitchen-to-deliver = À livrer
kitchen-busy = Un instant…

kitchen-note = Note
kitchen-ingredients = Ingrédients
kitchen-steps = Préparation
kitchen-no-steps = La carte ne donne pas d’étapes pour cette pizza.
kitchen-whole = Toute la pizza
kitchen-left-out = sans
kitchen-extra = + supplément
kitchen-cooking = Cuisson { $minutes } min
kitchen-ready-for-oven = Prête à enfourner
kitchen-back-release = Retour
kitchen-back-release-hint = rendre à la file
kitchen-quantity-g = { $count } g
kitchen-quantity-ml = { $count } ml
kitchen-quantity-pc = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
}

kitchen-oven-title = Au four
kitchen-oven-empty = Le four est vide
kitchen-oven-empty-hint = Les pizzas prêtes à enfourner s’afficheront ici avec leur minuterie.
kitchen-since = au four depuis { $time }
kitchen-left = reste
kitchen-over = trop cuite de
kitchen-done-now = à sortir
kitchen-cooked = Cuite
kitchen-back-queue = Retour à la file
kitchen-back-recipe = Retour à la recette
kitchen-back-recipe-hint = { $name } en cours

kitchen-recap-title = À faire
kitchen-recap-empty-hint = Dès qu’une commande arrive, vous verrez ici combien de chaque pizza sont à faire.

kitchen-undo = Annuler
kitchen-undo-claim = { $name } commencée
kitchen-undo-oven = { $name } au four
kitchen-undo-cooked = { $name } cuite
kitchen-undo-seconds = { $seconds } s

kitchen-order-ready = { $number } est prête
kitchen-ready-serve = À servir au client
kitchen-ready-deliver = À confier au livreur
kitchen-acknowledge = Compris
kitchen-taken-away = { $number } · { $name } n’est plus à ce poste : la commande a changé, ou un autre poste l’a prise.
kitchen-given-up = { $number } · { $name } : la commande est annulée, cette pizza n’est plus à faire.
kitchen-notice-changed = Commande modifiée
kitchen-notice-cancelled = Commande annulée
kitchen-notice-same = Les pizzas restent les mêmes ; une note, le mode ou l’heure a changé.
kitchen-notice-lost = { $name } était sur cette table : ne la terminez pas.
kitchen-notice-behind = encore { $count } à lire
kitchen-problem = À savoir
kitchen-stuck = Pas de réponse du serveur
kitchen-stuck-kept = Votre geste est gardé : il partira dès que le serveur répond.
kitchen-retry = Réessayer
kitchen-retrying = Nouvel essai…
kitchen-taken-offline = Prise sans l’écran : déjà faite ?
kitchen-taken-offline-title = { $number } : déjà faite ?
kitchen-taken-offline-about = L’écran de la cuisine ne pouvait pas la montrer ; elle a peut-être été faite d’après son ticket papier. Si toutes ses pizzas ont été faites, elle est prête tout de suite, et le stock suit.
kitchen-made-already = Oui, déjà faite
kitchen-to-make = Non, à faire

### Le stock en cuisine.

kitchen-inventory = Inventaire
kitchen-receipt = Réception
kitchen-stock-out = Rupture
kitchen-transfer = Transfert
kitchen-waste = Perte
stock-progress = { $counted } / { $all }
stock-back = Retour
stock-search = Chercher un ingrédient…
stock-search-none = Aucun ingrédient de ce nom ici.
stock-low = bas
stock-none = épuisé
stock-pad-back = Effacer
stock-units = Unité
stock-theoretical = Au livre
stock-difference = Écart
stock-even = juste
stock-doubtful = { $typed } au lieu de { $there } : si c’est bien cela, enregistrez encore une fois.
stock-chosen = { $count ->
    [0] rien de choisi
    [one] { $count } ingrédient
   *[other] { $count } ingrédients
}

stock-rupture-which = Quel ingrédient manque ?
stock-seen = Ce qu’il en reste
stock-rupture-none = Il n’y en a plus
stock-rupture-save = Enregistrer
stock-rupture-another = Autre rupture
stock-declared = { $name } : { $seen } ({ $change })
stock-all-made = Toutes les pizzas peuvent encore se faire.
stock-no-longer-made = { $count ->
    [one] Ne se fait plus, retirée des comptoirs :
   *[other] Ne se font plus, retirées des comptoirs :
}
stock-lacking-none = Aucune commande validée n’en manque.
stock-lacking = { $count ->
    [one] { $count } commande en manque :
   *[other] { $count } commandes en manquent :
}
stock-lacking-told = Le comptoir les voit aussi et appelle les clients.

stock-inventory-none = Aucun inventaire en cours
stock-inventory-about = Un ingrédient par écran : comptez, enregistrez, continuez. Vous pouvez vous arrêter et reprendre ici ou sur un autre poste ; rien n’entre au livre avant la fin.
stock-inventory-begin = Commencer l’inventaire
stock-inventory-count = { $count ->
    [one] { $count } ingrédient
   *[other] { $count } ingrédients
}
stock-inventory-kept = le comptage est gardé
stock-inventory-next = Suivant
stock-inventory-save-next = Enregistrer et suivant
stock-previous = Ingrédient précédent
stock-next = Ingrédient suivant
stock-place = { $place } / { $all }
stock-left = { $count ->
    [0] tout est compté
    [one] { $count } reste à compter
   *[other] { $count } restent à compter
}
stock-counted = Compté
stock-counted-already = Déjà compté
stock-counted-by = compté par { $name } à { $time }
stock-counted-count = { $count ->
    [one] { $count } compté
   *[other] { $count } comptés
}
stock-back-inventory = Retour à l’inventaire
stock-review = Revoir
stock-review-title = { $count ->
    [one] Écarts de { $count } ingrédient compté
   *[other] Écarts de { $count } ingrédients comptés
}
stock-review-empty = Rien n’est encore compté.
stock-not-counted = { $count ->
    [one] { $count } ingrédient n’est pas compté : il restera comme il est.
   *[other] { $count } ingrédients ne sont pas comptés : ils resteront comme ils sont.
}
stock-count-on = Continuer à compter
stock-inventory-save = Enregistrer l’inventaire
stock-inventory-save-partly = Enregistrer quand même
stock-purchases-drafted = { $count ->
    [one] { $count } bon de commande est préparé
   *[other] { $count } bons de commande sont préparés
} : un responsable le relit et l’envoie au bureau.
stock-inventory-saved = { $count ->
    [0] Inventaire enregistré : le livre était juste
    [one] Inventaire enregistré : { $count } écart au livre
   *[other] Inventaire enregistré : { $count } écarts au livre
}
stock-overruled = Recompté ou corrigé depuis, donc laissé : { $names }.
stock-give-up = Abandonner
stock-give-up-ask = Abandonner cet inventaire ? Ce qui est compté sera oublié.
stock-give-up-yes = Oui, abandonner
stock-give-up-no = Non, le garder

stock-origin = D’où vient la marchandise ?
stock-origin-about = Pour une livraison sans bon de commande. Dites d’où elle vient : cela reste au livre.
stock-origin-words = Origine
stock-origin-supplier = Fournisseur, sans bon
stock-origin-shop = Dépannage d’une autre boutique
stock-origin-market = Achat au magasin
stock-receipt-what = Choisir les ingrédients
stock-receipt-which = Qu’est-ce qui est arrivé ?
stock-receipt-how-much = Saisir les quantités
stock-receipt-review = Revoir
stock-receipt-of = Réception : { $comment }
stock-receipt-save = Enregistrer la réception
stock-came = Arrivé
stock-price = Prix payé pour cela, hors taxe
stock-price-unknown = inconnu
stock-no-price = sans prix
stock-received = Réception enregistrée
stock-received-now = Il y a maintenant, au livre :

stock-loading = Lecture…
stock-orders = Bons de commande attendus
stock-orders-none = Aucun bon de commande n’est attendu.
stock-transfers = Transferts en route
stock-transfers-none = Aucun transfert n’est en route vers ce magasin.
stock-sent-today = envoyé aujourd’hui
stock-sent-yesterday = envoyé hier
stock-sent-days = envoyé il y a { $days } jours
stock-loose = Sans bon
stock-loose-about = dites d’où vient la marchandise
stock-way-offline = Le serveur ne répond pas : on ne peut recevoir ni un bon de commande ni un transfert. Une livraison peut être enregistrée « Sans bon ».
stock-order-offline = Le serveur ne répond pas : ce bon ne peut pas être reçu maintenant. Ce qui est saisi est gardé ici ; attendez, ou enregistrez la livraison sans bon.
stock-transfer-offline = Le serveur ne répond pas : un transfert attend qu’il revienne. Ce qui est saisi est gardé ici.
stock-receive-loose = Enregistrer sans bon
stock-order-about = Tapez le numéro du bon de livraison, puis la quantité arrivée de chaque ingrédient ; zéro si rien n’est arrivé.
stock-order-number = Numéro du bon de livraison
stock-expected = Attendu
stock-sent = Envoyé
stock-more-than-ordered = { $typed } : plus que commandé ({ $expected } attendus). Confirmez encore une fois si c’est bien arrivé.
stock-came-all = Tout : { $quantity }
stock-came-none = Rien
stock-price-ordered = celui du bon
stock-receipt-more-which = Qu’est-ce qui est arrivé en plus ?
stock-receipt-add = Ajouter un ingrédient
stock-expected-change = attendu { $expected } ({ $change })
stock-sent-change = envoyé { $expected } ({ $change })
stock-order-whole = Tout ce qui était attendu est là : le bon de commande sera clos.
stock-order-part = Il en manque : le reste du bon de commande reste attendu.
stock-order-closed = Tout est arrivé : le bon de commande est clos.
stock-order-goes-on = Le reste du bon de commande reste attendu.
stock-transfer-from = Transfert de { $from }
stock-transfer-to = Transfert vers { $to }
stock-transfer-about = Comptez ce qui est arrivé, un ingrédient par écran ; zéro si rien n’est arrivé.
stock-why-differs = Ce qui est arrivé diffère de ce qui est parti : pourquoi ?
stock-why-forgotten = Oublié au départ
stock-why-spoilt = Abîmé en route
stock-why-counted = Mal compté au départ
stock-leaving = À quel magasin envoyer ?
stock-leaving-about = Ce que vous envoyez quitte le stock d’ici tout de suite ; l’autre magasin dira ce qui est arrivé.
stock-leaving-nowhere = Choisissez le magasin.
stock-leaving-no-shop = Ce groupe n’a pas d’autre magasin.
stock-leaving-which = Qu’est-ce qui part ?
stock-leaves = Quantité envoyée
stock-leaving-save = Envoyer
stock-sent-off = En route vers { $to }

stock-waste = Perte
stock-waste-which = Qu’est-ce qui est perdu ?
stock-wasted = Perdu
stock-corrected = À corriger
stock-correct-less = Le livre a trop
stock-correct-more = Le livre a trop peu
stock-waste-save = Enregistrer la perte
stock-correct-save = Corriger le livre
stock-waste-another = Autre perte
stock-reason = Pourquoi
stock-reason-dropped = Tombé
stock-reason-burnt = Brûlé
stock-reason-expired = Périmé
stock-reason-spoilt = Abîmé
stock-reason-recount = Recompté
stock-reason-mistyped = Erreur de saisie
stock-booked = C’est enregistré
stock-booked-now = { $name } : il en reste { $quantity } au livre.

stock-warning-low = Stock bas
stock-warning-out = Ne tiendra pas jusqu’à la fermeture
stock-warning-also = Bientôt courts aussi : { $names }
stock-warning-rupture = Compter ce qu’il en reste
stock-projected = Reste à vendre
stock-safety = Stock de sécurité
stock-forecast = Prévu à la fermeture

stock-suspend = Suspendre un produit
stock-suspend-which = Touchez un produit pour le retirer de la vente ou l’y remettre.
stock-on-sale = en vente
stock-run-out = épuisé, reviendra de lui-même
stock-suspended = suspendu à la main
