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

-- name: apps_sealed :many
-- What is sealed of the apps.
-- out: channel text, app_id text, secret blob, push_key blob?
select channel, app_id, secret, push_key from apps where tenant_id = :tenant_id order by channel, app_id;

-- name: app_reseal :do
-- The same under another key.
-- in: channel text, app_id text, secret blob, push_key blob?
update apps set secret = :secret, push_key = :push_key where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: tokens_sealed :many
-- What is sealed of the tokens.
-- out: account_id int, shop_id int, access blob, refresh blob
select account_id, shop_id, access, refresh from tokens where tenant_id = :tenant_id order by account_id, shop_id;

-- name: token_reseal :do
-- The same under another key.
-- in: account_id int, shop_id int, access blob, refresh blob
update tokens set access = :access, refresh = :refresh where tenant_id = :tenant_id and account_id = :account_id and shop_id = :shop_id;

-- name: app_drop :do
-- The app's keys are overwritten before the row goes, so that nothing of them stays in the file.
-- in: channel text, app_id text, nothing blob
update apps set secret = :nothing, push_key = :nothing where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: app_delete :do
-- The app goes with its keys.
-- in: channel text, app_id text
delete from apps where tenant_id = :tenant_id and channel = :channel and app_id = :app_id;

-- name: app_users :one
-- How many accounts other than this one live by an app.
-- in: channel text, app_id text, id int
-- out: count int
select count(*) as count from accounts
 where tenant_id = :tenant_id and channel = :channel and app_id = :app_id and id <> :id and state <> 'cancelled';

-- name: account_insert :do
-- An account is entered. Until its seller has approved, its number at the channel is one of ours.
-- in: id int, channel text, app_id text, channel_ref text, title text, base text, state text, now int
insert into accounts (tenant_id, id, channel, app_id, channel_ref, region, title, base, authorised_at, authorised_until, state, ver, made_at)
values (:tenant_id, :id, :channel, :app_id, :channel_ref, '', :title, :base, 0, 0, :state, 1, :now);

-- name: account_get :one
-- An account.
-- in: id int
-- out: channel text, app_id text, channel_ref text, title text, base text, state text, code text, words text, flow_nonce text, ver int
select channel, app_id, channel_ref, title, base, state, code, words, flow_nonce, ver from accounts where tenant_id = :tenant_id and id = :id;

-- name: account_by_ref :one
-- The account of this seller on this app.
-- in: channel text, app_id text, channel_ref text
-- out: id int, title text
select id, title from accounts
 where tenant_id = :tenant_id and channel = :channel and app_id = :app_id and channel_ref = :channel_ref;

-- name: account_granted :do
-- The seller has approved: who it is, since when and until when.
-- in: id int, channel_ref text, base text, authorised_at int, authorised_until int
update accounts set channel_ref = :channel_ref, base = :base, authorised_at = :authorised_at, authorised_until = :authorised_until,
       flow_nonce = '', state = case when state = 'verified' then state else 'unverified' end,
       code = case when state = 'verified' then code else '' end, words = case when state = 'verified' then words else '' end, ver = ver + 1
 where tenant_id = :tenant_id and id = :id;

-- name: account_stand :do
-- How an account stands, and why; verified_at 0: it was not proved now.
-- in: id int, state text, code text, words text, verified_at int
update accounts set state = :state, code = :code, words = :words,
       verified_at = case when :verified_at > 0 then :verified_at else verified_at end, ver = ver + 1
 where tenant_id = :tenant_id and id = :id
   and (state <> :state or code <> :code or words <> :words or :verified_at > verified_at);

-- name: account_nonce :do
-- An approval is begun: what must come back with it.
-- in: id int, nonce text
update accounts set flow_nonce = :nonce where tenant_id = :tenant_id and id = :id;

-- name: account_nonce_spend :do
-- What came back is good once.
-- in: id int, nonce text
update accounts set flow_nonce = '' where tenant_id = :tenant_id and id = :id and flow_nonce = :nonce;

-- name: account_title :do
-- What people call an account; none changed: it was changed meanwhile.
-- in: id int, title text, ver int
update accounts set title = :title, ver = ver + 1 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: accounts_of_app :many
-- The accounts that live by an app.
-- in: channel text, app_id text
-- out: id int
select id from accounts
 where tenant_id = :tenant_id and channel = :channel and app_id = :app_id and state <> 'cancelled' order by id;

-- name: account_shop_ids :many
-- The shops that an account opens.
-- in: account_id int
-- out: id int, state text, pull text
select id, state, pull from shops where tenant_id = :tenant_id and account_id = :account_id order by id;

-- name: tokens_blank :do
-- Tokens are overwritten before they go, so that nothing of them stays in the file.
-- in: account_id int, nothing blob
update tokens set access = :nothing, refresh = :nothing where tenant_id = :tenant_id and account_id = :account_id;

-- name: tokens_drop :do
-- The tokens of an account go.
-- in: account_id int
delete from tokens where tenant_id = :tenant_id and account_id = :account_id;

-- name: tokens_drop_other :do
-- A shop has come to another account: what opened it before opens it no more.
-- in: account_id int, shop_id int
delete from tokens where tenant_id = :tenant_id and shop_id = :shop_id and account_id <> :account_id;

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
-- A shop that an authorisation opens; known before, it is the same shop with its orders, and stays bound if it was.
-- in: id int, account_id int, channel text, channel_ref text, title text, region text, currency text, state text, pull text
-- out: id int
insert into shops (tenant_id, id, account_id, channel, channel_ref, title, zone, currency, state, pull, cutover_at, policy, ver, region)
values (:tenant_id, :id, :account_id, :channel, :channel_ref, :title, 'UTC', :currency, :state, :pull, 0, '', 1, :region)
on conflict (tenant_id, channel, channel_ref) do update set account_id = excluded.account_id, ver = shops.ver + 1,
       region = case when excluded.region <> '' then excluded.region else shops.region end,
       state = case when shops.state = 'bound' then 'bound' else excluded.state end
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
-- A shop with its account, which is not known of what was written without one.
-- in: id int
-- out: account_id int, channel text, channel_ref text, title text, currency text, state text, pull text, cutover_at int, ver int, app_id text, base text, authorised_until int, known int
select h.account_id, h.channel, h.channel_ref, h.title, h.currency, h.state, h.pull, h.cutover_at, h.ver,
       coalesce(a.app_id, '') as app_id, coalesce(a.base, '') as base, coalesce(a.authorised_until, 0) as authorised_until,
       case when a.id is null then 0 else 1 end as known
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
