SELECT placed.order_id AS placed FROM applied, placed \gset
SELECT tell(:shop::bigint, 'order', :placed::uuid, 1::bigint);
