-- listings.sql - what shops offer, and the stock that their channels are told.

-- name: shops_unlisted :many
-- Authorised shops that have no tasks for their offers yet.
-- full scan: because a merchant has few shops, and it is asked when a node starts.
-- out: shop_id int, channel text
select h.id as shop_id, h.channel from shops h
 where h.tenant_id = :tenant_id and h.account_id <> 0
   and not exists (select 1 from jobs j where j.tenant_id = h.tenant_id and j.shop_id = h.id and j.kind = 'push_stock');

-- name: listing_put :bulk
-- An offer as the channel lists it now. What was gone is judged anew.
-- in: shop_id int, ref text, platform_sku text, title text, stock_seen int, seen_at int
insert into listings (tenant_id, shop_id, ref, platform_sku, title, stock_said, stock_want, said_at, stock_seen, seen_at, tried, tried_at, state, code, words)
values (:tenant_id, :shop_id, :ref, :platform_sku, :title, -1, -1, 0, :stock_seen, :seen_at, -1, 0, 'unmapped', '', '')
on conflict (tenant_id, shop_id, ref) do update set platform_sku = excluded.platform_sku, title = excluded.title,
       stock_seen = excluded.stock_seen, seen_at = excluded.seen_at,
       state = case when listings.state = 'gone' then 'unmapped' else listings.state end;

-- name: listings_drop :do
-- What was gone when the shop was last listed, and is still.
-- in: shop_id int, began int
delete from listings where tenant_id = :tenant_id and shop_id = :shop_id and state = 'gone' and seen_at < :began;

-- name: listings_gone :do
-- What the list that began then does not have.
-- in: shop_id int, began int
update listings set state = 'gone', stock_want = -1, code = '', words = ''
 where tenant_id = :tenant_id and shop_id = :shop_id and seen_at < :began and state <> 'gone';

-- name: push_shop :one
-- Whether and how a shop's channel is told our stock.
-- in:  id int
-- out: stock_push text, stock_safety int, stock_percent int
select stock_push, stock_safety, stock_percent from shops where tenant_id = :tenant_id and id = :id;

-- name: push_listings :many
-- The offers of a shop behind this one.
-- in:  shop_id int, after text, max int
-- out: ref text, platform_sku text, stock_said int, stock_want int, stock_seen int, tried int, tried_at int, state text
select ref, platform_sku, stock_said, stock_want, stock_seen, tried, tried_at, state
  from listings where tenant_id = :tenant_id and shop_id = :shop_id and ref > :after and state <> 'gone'
 order by ref limit :max;

-- name: push_free :many
-- What lies on the shelves of our own warehouses and is not reserved.
-- in:  sku_ids int[]
-- out: sku_id int, free int
select s.sku_id, cast(sum(s.on_shelf - s.reserved) as bigint) as free
  from stocks s join warehouses w on w.tenant_id = s.tenant_id and w.id = s.warehouse_id
 where s.tenant_id = :tenant_id and s.sku_id in (:sku_ids) and w.kind = 'own' and w.state = 'active'
 group by s.sku_id order by s.sku_id;

-- name: push_waited :many
-- What orders wait for.
-- in:  sku_ids int[]
-- out: sku_id int, waited int
select sku_id, cast(sum(quantity) as bigint) as waited
  from units where tenant_id = :tenant_id and sku_id in (:sku_ids) and state = 'waiting'
 group by sku_id order by sku_id;

-- name: push_wake :do
-- Shops that tell their stock, and offer what one of these articles goes into, are looked at by then; where the merchant is
-- live. What a failure holds up, or a person has stopped, stays so. From the articles to the offers, in this order.
-- full scan: because a merchant has few shops.
-- in: due_at int, sku_ids int[]
update jobs set due_at = :due_at
 where tenant_id = :tenant_id and kind = 'push_stock' and key = '' and due_at > :due_at
   and (state = 'running' or (state = 'ready' and attempt = 0))
   and shop_id in (select h.id from shops h join tenants n on n.id = h.tenant_id
                    where h.tenant_id = :tenant_id and h.stock_push = 'on' and n.live > 0)
   and (exists (select 1 from sku_map_parts p cross join sku_map_members m cross join listings l
                 where p.tenant_id = :tenant_id and p.sku_id in (:sku_ids) and m.tenant_id = p.tenant_id and m.map_id = p.map_id
                   and l.tenant_id = m.tenant_id and l.platform_sku = m.platform_sku and l.shop_id = jobs.shop_id)
        or exists (select 1 from skus k cross join listings l
                    where k.tenant_id = :tenant_id and k.id in (:sku_ids)
                      and l.tenant_id = k.tenant_id and l.platform_sku = k.code and l.shop_id = jobs.shop_id));

-- name: listing_want :bulk
-- What the channel is to be told of an offer, and how that stands.
-- in: shop_id int, ref text, stock_want int, state text
update listings set stock_want = :stock_want, state = :state,
       code = case when :state = 'failed' then code else '' end, words = case when :state = 'failed' then words else '' end
 where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref and state <> 'gone';

-- name: listing_took :bulk
-- The channel has taken what it was told. What it shows is to be looked at anew.
-- in: shop_id int, ref text, stock int, now int
update listings set stock_said = :stock, said_at = :now, stock_seen = -1, tried = :stock, tried_at = :now,
       state = 'same', code = '', words = ''
 where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref;

-- name: listing_refused :bulk
-- The channel has not taken what it was told.
-- in: shop_id int, ref text, stock int, now int, code text, words text
update listings set tried = :stock, tried_at = :now, state = 'failed', code = :code, words = :words
 where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref;

-- name: view_listings :many
-- Offers by shop and number, behind this one; of these shops where any is named.
-- in:  shops int[], any_shop int, after_shop int, after text, max int
-- out: shop_id int, ref text, platform_sku text, title text, stock_said int, stock_want int, said_at int, code text, words text
select shop_id, ref, platform_sku, title, stock_said, stock_want, said_at, code, words
  from listings
 where tenant_id = :tenant_id and (shop_id, ref) > (:after_shop, :after) and (:any_shop = 1 or shop_id in (:shops)) and state <> 'gone'
 order by shop_id, ref limit :max;

-- name: view_listings_only :many
-- Those that stand so.
-- in:  state text, shops int[], any_shop int, after_shop int, after text, max int
-- out: shop_id int, ref text, platform_sku text, title text, stock_said int, stock_want int, said_at int, code text, words text
select shop_id, ref, platform_sku, title, stock_said, stock_want, said_at, code, words
  from listings
 where tenant_id = :tenant_id and state = :state and (shop_id, ref) > (:after_shop, :after) and (:any_shop = 1 or shop_id in (:shops))
 order by shop_id, ref limit :max;

-- name: listing_get :one
-- One offer.
-- in:  shop_id int, ref text
-- out: platform_sku text, title text, stock_said int, stock_want int, stock_seen int, seen_at int, said_at int, state text, code text, words text
select platform_sku, title, stock_said, stock_want, stock_seen, seen_at, said_at, state, code, words
  from listings where tenant_id = :tenant_id and shop_id = :shop_id and ref = :ref;
