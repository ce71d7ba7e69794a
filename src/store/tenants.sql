-- tenants.sql - whose orders they are, and settings.

-- name: tenant_insert :do
-- all tenants: because it makes one.
-- A new tenant; changes nothing where it is there already.
-- in: id int, name text, zone text, base_currency text
insert into tenants (id, name, zone, base_currency, live, settings, ver)
values (:id, :name, :zone, :base_currency, 0, '', 1)
on conflict (id) do nothing;

-- name: tenant_list :many
-- all tenants: because it is the list of them.
-- The tenants.
-- full scan: because it is the list of them.
-- out: id int, name text, zone text, base_currency text, live int, ver int
select id, name, zone, base_currency, live, ver from tenants order by id;

-- name: setting_get :one
-- A setting of a shop, or of the tenant where the shop is 0.
-- in:  shop_id int, name text
-- out: value blob, ver int
select value, ver from settings where tenant_id = :tenant_id and shop_id = :shop_id and name = :name;

-- name: setting_upsert :do
-- Sets a setting.
-- in: shop_id int, name text, value blob
insert into settings (tenant_id, shop_id, name, value, ver) values (:tenant_id, :shop_id, :name, :value, 1)
on conflict (tenant_id, shop_id, name) do update set value = excluded.value, ver = settings.ver + 1;

-- name: setting_make :do
-- Sets a setting that is not there yet; changes nothing where it is.
-- in: shop_id int, name text, value blob
insert into settings (tenant_id, shop_id, name, value, ver) values (:tenant_id, :shop_id, :name, :value, 1)
on conflict (tenant_id, shop_id, name) do nothing;
