-- account.sql - apps, accounts, shops and their tokens.

-- name: app_put :do
-- The key of an app, sealed.
-- in: channel text, app_id text, secret blob
insert into apps (tenant_id, channel, app_id, secret) values (:tenant_id, :channel, :app_id, :secret)
on conflict (tenant_id, channel, app_id) do update set secret = excluded.secret;

-- name: app_get :one
-- The key of an app, sealed.
-- in: channel text, app_id text
-- out: secret blob
select secret from apps where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: account_put :one
-- An authorisation; of the same seller on the same app it is the same account.
-- in: id int, channel text, app_id text, channel_ref text, title text, base text, authorised_at int, authorised_until int
-- out: id int
insert into accounts (tenant_id, id, channel, app_id, channel_ref, region, title, base, authorised_at, authorised_until, state, ver)
values (:tenant_id, :id, :channel, :app_id, :channel_ref, '', :title, :base, :authorised_at, :authorised_until, 'authorised', 1)
on conflict (tenant_id, channel, app_id, channel_ref) do update set base = excluded.base, authorised_at = excluded.authorised_at,
       authorised_until = excluded.authorised_until, state = 'authorised', ver = accounts.ver + 1
returning id;

-- name: account_until :do
-- Until when an account is authorised.
-- in: until int, id int
update accounts set authorised_until = :until, ver = ver + 1
 where tenant_id = :tenant_id and id = :id and authorised_until <> :until;

-- name: account_shops :many
-- The shops that an account opens, by the channel's numbers.
-- in: channel text, account_id int
-- out: channel_ref text
select channel_ref from shops where tenant_id = :tenant_id and channel = :channel and account_id = :account_id;

-- name: account_base :do
-- Where the accounts of an app are called; the demo's market moves its port.
-- in: base text, channel text, app_id text
update accounts set base = :base where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: shop_put :one
-- A shop that an authorisation opens; known before, it is the same shop with its orders.
-- in: id int, account_id int, channel text, channel_ref text, title text
-- out: id int
insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, state, pull, cutover_at, policy, ver)
values (:tenant_id, :id, :account_id, :channel, :channel_ref, :title, 'UTC', '', 'bound', 'on', 0, '', 1)
on conflict (tenant_id, channel, channel_ref) do update set account_id = excluded.account_id, state = 'bound', ver = shops.ver + 1
returning id;

-- name: shop_file :one
-- The unbound shop that payloads from files go to.
-- in: id int, channel text
-- out: id int
insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, state, pull, cutover_at, policy, ver)
values (:tenant_id, :id, 0, :channel, 'file', 'file', 'UTC', '', 'unbound', 'stopped', 0, '', 1)
on conflict (tenant_id, channel, channel_ref) do update set ver = shops.ver
returning id;

-- name: shop_get :one
-- A shop with its account.
-- in: id int
-- out: account_id int, channel text, channel_ref text, title text, currency text, state text, pull text, cutover_at int, ver int, app_id text, base text, authorised_until int
select h.account_id, h.channel, h.channel_ref, h.title, h.currency, h.state, h.pull, h.cutover_at, h.ver,
       coalesce(a.app_id, '') as app_id, coalesce(a.base, '') as base, coalesce(a.authorised_until, 0) as authorised_until
  from shops h left join accounts a on a.tenant_id = h.tenant_id and a.id = h.account_id
 where h.tenant_id = :tenant_id and h.id = :id;

-- name: shop_count_bound :one
-- How many shops have been authorised.
-- full scan: because it is asked once, when the demo starts.
-- out: count int
select count(*) as count from shops where tenant_id = :tenant_id and account_id <> 0;

-- name: shop_state :do
-- Whether a shop is authorised.
-- in: state text, id int
update shops set state = :state, ver = ver + 1 where tenant_id = :tenant_id and id = :id and state <> :state;

-- name: shop_pull_set :do
-- Whether a shop pulls by itself.
-- in: pull text, id int
update shops set pull = :pull, ver = ver + 1 where tenant_id = :tenant_id and id = :id and pull <> :pull;

-- name: token_of_shop :one
-- The tokens that open a shop.
-- in: account_id int, shop_id int
-- out: access blob, refresh blob, access_until int, refresh_until int, state text, ver int
select access, refresh, access_until, refresh_until, state, ver from tokens
 where tenant_id = :tenant_id and account_id = :account_id and shop_id = :shop_id;

-- name: token_put :do
-- New tokens of a shop, durable before they are used.
-- in: account_id int, shop_id int, access blob, refresh blob, access_until int, refresh_until int
insert into tokens (tenant_id, account_id, shop_id, access, refresh, access_until, refresh_until, state, fence, ver)
values (:tenant_id, :account_id, :shop_id, :access, :refresh, :access_until, :refresh_until, 'valid', 0, 1)
on conflict (tenant_id, account_id, shop_id) do update set access = excluded.access, refresh = excluded.refresh,
       access_until = excluded.access_until, refresh_until = excluded.refresh_until, state = 'valid', ver = tokens.ver + 1;

-- name: token_renewing :do
-- The refresh token is about to be spent.
-- in: account_id int, shop_id int, ver int
update tokens set state = 'renewing', ver = ver + 1
 where tenant_id = :tenant_id and account_id = :account_id and shop_id = :shop_id and ver = :ver;

-- name: token_renewed :do
-- New tokens in the place of those that were spent; none changed means that a newer authorisation has come meanwhile.
-- in: account_id int, shop_id int, ver int, access blob, refresh blob, access_until int, refresh_until int
update tokens set access = :access, refresh = :refresh, access_until = :access_until, refresh_until = :refresh_until,
       state = 'valid', ver = ver + 1
 where tenant_id = :tenant_id and account_id = :account_id and shop_id = :shop_id and ver = :ver;

-- name: token_refused :do
-- The channel takes none of these tokens any more; none changed means that there are newer ones.
-- in: account_id int, shop_id int, ver int
update tokens set state = 'refused', ver = ver + 1
 where tenant_id = :tenant_id and account_id = :account_id and shop_id = :shop_id and ver = :ver;
