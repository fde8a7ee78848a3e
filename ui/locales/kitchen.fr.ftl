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
