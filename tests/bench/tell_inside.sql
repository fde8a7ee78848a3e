SELECT applied.reply FROM applied, placed
WHERE tell(placed.shop_id, 'order', placed.order_id, placed.version);
