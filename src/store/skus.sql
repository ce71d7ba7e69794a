-- skus.sql - articles, the keys by which they are found, their photos; warehouses.

-- name: sku_insert :bulk
-- Articles; one whose id is there is the same, written before.
-- in: id int, code text, barcode text, title text, weight_g int, tax_class text, supplier_offer text, state text, made_at int
insert into skus (tenant_id, id, code, barcode, title, weight_g, tax_class, supplier_offer, photo, state, made_at, ver)
values (:tenant_id, :id, :code, :barcode, :title, :weight_g, :tax_class, :supplier_offer, '', :state, :made_at, 1)
on conflict (tenant_id, id) do nothing;

-- name: sku_update :bulk
-- Articles change, where they are as they were seen; ver -1: however they are.
-- in: id int, ver int, code text, barcode text, title text, weight_g int, tax_class text, supplier_offer text, state text
update skus set code = :code, barcode = :barcode, title = :title, weight_g = :weight_g, tax_class = :tax_class,
       supplier_offer = :supplier_offer, state = :state, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and (:ver = -1 or ver = :ver);

-- name: sku_by_codes :many
-- What these codes are.
-- in:  codes text[]
-- out: id int, code text, state text
select id, code, state from skus where tenant_id = :tenant_id and code in (:codes) order by code;

-- name: sku_full_by_codes :many
-- Articles as they are, by their codes.
-- in:  codes text[]
-- out: id int, code text, barcode text, title text, weight_g int, tax_class text, supplier_offer text, state text
select id, code, barcode, title, weight_g, tax_class, supplier_offer, state
  from skus where tenant_id = :tenant_id and code in (:codes) order by code;

-- name: sku_get :one
-- One article.
-- in:  id int
-- out: code text, barcode text, title text, weight_g int, tax_class text, supplier_offer text, photo text, state text, ver int
select code, barcode, title, weight_g, tax_class, supplier_offer, photo, state, ver from skus where tenant_id = :tenant_id and id = :id;

-- name: sku_list :many
-- Articles by their ids.
-- in:  ids int[]
-- out: id int, code text, barcode text, title text, weight_g int, tax_class text, supplier_offer text, photo text, state text, ver int
select id, code, barcode, title, weight_g, tax_class, supplier_offer, photo, state, ver
  from skus where tenant_id = :tenant_id and id in (:ids) order by code;

-- name: sku_page :many
-- Articles in a state, by code, behind this one.
-- in:  state text, after text, max int
-- out: id int
select id from skus where tenant_id = :tenant_id and code > :after and state = :state order by code limit :max;

-- name: sku_find_range :many
-- Articles that have a key in a stretch, so many at most.
-- in:  low text, high text, max int
-- out: sku_id int
select sku_id from sku_finds where tenant_id = :tenant_id and key >= :low and key < :high limit :max;

-- name: sku_page_among :many
-- Of these articles those in a state, by code, behind this one.
-- in:  ids int[], state text, after text, max int
-- out: id int
select id from skus where tenant_id = :tenant_id and id in (:ids) and code > :after and state = :state order by code limit :max;

-- name: sku_page_walk :many
-- The same where many have such a key: along the codes, each looked at whether it has one.
-- in:  state text, after text, number_low text, number_high text, word_low text, word_high text, max int
-- out: id int
select k.id from skus k
 where k.tenant_id = :tenant_id and k.code > :after and k.state = :state
   and exists (select 1 from sku_finds f where f.tenant_id = k.tenant_id and f.sku_id = k.id
                  and ((f.key >= :number_low and f.key < :number_high) or (f.key >= :word_low and f.key < :word_high)))
 order by k.code limit :max;

-- name: sku_stock :many
-- What of these articles lies in warehouses of our own.
-- in:  ids int[]
-- out: sku_id int, on_shelf int, reserved int
select t.sku_id, cast(sum(t.on_shelf) as bigint) as on_shelf, cast(sum(t.reserved) as bigint) as reserved
  from stocks t join warehouses w on w.tenant_id = t.tenant_id and w.id = t.warehouse_id and w.kind = 'own'
 where t.tenant_id = :tenant_id and t.sku_id in (:ids) group by t.sku_id;

-- name: sku_waiting :many
-- How many pieces of these articles orders wait for.
-- in:  ids int[]
-- out: sku_id int, quantity int
select sku_id, cast(sum(quantity) as bigint) as quantity
  from units where tenant_id = :tenant_id and sku_id in (:ids) and state = 'waiting' group by sku_id;

-- name: sku_mapped :many
-- How many mappings these articles are part of.
-- in:  ids int[]
-- out: sku_id int, count int
select sku_id, count(*) as count from sku_map_parts where tenant_id = :tenant_id and sku_id in (:ids) group by sku_id;

-- name: sku_finds_clear :do
-- The keys of articles go.
-- in: ids int[]
delete from sku_finds where tenant_id = :tenant_id and sku_id in (:ids);

-- name: sku_find_put :bulk
-- A key by which an article is found.
-- in: sku_id int, key text
insert into sku_finds (tenant_id, sku_id, key) values (:tenant_id, :sku_id, :key) on conflict (tenant_id, key, sku_id) do nothing;

-- name: sku_photo_put :do
-- An article's photo.
-- in: sku_id int, bytes blob, digest text
insert into sku_photos (tenant_id, sku_id, bytes, digest) values (:tenant_id, :sku_id, :bytes, :digest)
on conflict (tenant_id, sku_id) do update set bytes = excluded.bytes, digest = excluded.digest;

-- name: sku_photo_drop :do
-- An article has no photo any more.
-- in: sku_id int
delete from sku_photos where tenant_id = :tenant_id and sku_id = :sku_id;

-- name: sku_photo_note :do
-- Of which kind an article's photo is.
-- in: id int, photo text
update skus set photo = :photo, ver = ver + 1 where tenant_id = :tenant_id and id = :id;

-- name: sku_photo_get :one
-- An article's photo.
-- in:  id int
-- out: photo text, bytes blob
select k.photo, p.bytes from skus k join sku_photos p on p.tenant_id = k.tenant_id and p.sku_id = k.id
 where k.tenant_id = :tenant_id and k.id = :id;

-- name: warehouse_get :one
-- One warehouse.
-- in:  id int
-- out: code text, name text, kind text, priority int, state text, ver int
select code, name, kind, priority, state, ver from warehouses where tenant_id = :tenant_id and id = :id;

-- name: warehouse_by_code :one
-- Which warehouse has this code.
-- in:  code text
-- out: id int
select id from warehouses where tenant_id = :tenant_id and code = :code;

-- name: warehouse_list :many
-- All warehouses, those that serve first before others, with what they hold.
-- in:  max int
-- out: id int, code text, name text, kind text, priority int, state text, ver int, skus int, pieces int
select w.id, w.code, w.name, w.kind, w.priority, w.state, w.ver,
       (select count(*) from stocks t where t.tenant_id = w.tenant_id and t.warehouse_id = w.id and t.on_shelf > 0) as skus,
       (select coalesce(cast(sum(t.on_shelf) as bigint), 0) from stocks t where t.tenant_id = w.tenant_id and t.warehouse_id = w.id) as pieces
  from warehouses w where w.tenant_id = :tenant_id order by w.priority, w.code limit :max;

-- name: warehouse_count :one
-- How many warehouses there are.
-- out: count int
select count(*) as count from warehouses where tenant_id = :tenant_id;

-- name: warehouse_holds :one
-- How many balances of a warehouse are not empty.
-- in:  id int
-- out: count int
select count(*) as count from stocks
 where tenant_id = :tenant_id and warehouse_id = :id and (on_shelf > 0 or awaiting_putaway > 0 or quarantine > 0 or damaged > 0 or shortfall > 0);

-- name: warehouse_insert :do
-- A warehouse is made.
-- in: id int, code text, name text, kind text, priority int, state text
insert into warehouses (tenant_id, id, code, name, kind, priority, state, ver)
values (:tenant_id, :id, :code, :name, :kind, :priority, :state, 1)
on conflict (tenant_id, code) do nothing;

-- name: warehouse_update :do
-- A warehouse changes, where it is as it was seen.
-- in: id int, ver int, code text, name text, priority int, state text
update warehouses set code = :code, name = :name, priority = :priority, state = :state, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and ver = :ver;
