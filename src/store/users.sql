-- users.sql - people, what they may do in a tenant, and their sessions.

-- name: user_insert :do
-- all tenants: because a person may work for several.
-- A new person; changes nothing where the login is taken.
-- in: id int, login text, name text, password text, locale text
insert into users (id, login, name, password, totp, locale, state, ver)
values (:id, :login, :name, :password, null, :locale, 'active', 1)
on conflict (login) do nothing;

-- name: user_by_login :one
-- all tenants: because a person signs in before the tenant is known.
-- The person who signs in.
-- in:  login text
-- out: id int, name text, password text, totp blob?, locale text, state text, ver int
select id, name, password, totp, locale, state, ver from users where login = :login;

-- name: user_password_set :do
-- all tenants: because a person may work for several.
-- Another password.
-- in: id int, password text
update users set password = :password, ver = ver + 1 where id = :id;

-- name: user_locale_set :do
-- all tenants: because a person may work for several.
-- The language in which a person reads.
-- in: id int, locale text
update users set locale = :locale, ver = ver + 1 where id = :id;

-- name: member_upsert :do
-- What a person may do in this tenant.
-- in: user_id int, role_bits int
insert into members (tenant_id, user_id, role_bits) values (:tenant_id, :user_id, :role_bits)
on conflict (tenant_id, user_id) do update set role_bits = excluded.role_bits;

-- name: member_tenants :many
-- all tenants: because it asks in which ones a person works.
-- The tenants in which a person works.
-- full scan: because it is asked once a sign-in and has one small row a person and tenant.
-- in:  user_id int
-- out: tenant_id int, role_bits int
select tenant_id, role_bits from members where user_id = :user_id order by tenant_id;

-- name: login_insert :do
-- all tenants: because a session is found by its token before its tenant is known.
-- A session begins, or an API key is made. csrf is what the pages of an earlier session of the same browser go on sending.
-- in: token_hash blob, user_id int, for_tenant int, now int, expires_at int, kind text, scopes text, csrf blob?
insert into logins (token_hash, user_id, tenant_id, made_at, seen_at, expires_at, kind, scopes, csrf)
values (:token_hash, :user_id, :for_tenant, :now, :now, :expires_at, :kind, :scopes, :csrf);

-- name: login_get :one
-- all tenants: because a session is found by its token before its tenant is known.
-- The session of a token, even one that is over.
-- in:  token_hash blob
-- out: user_id int, tenant_id int, made_at int, seen_at int, expires_at int, kind text, scopes text, csrf blob?
select user_id, tenant_id, made_at, seen_at, expires_at, kind, scopes, csrf from logins where token_hash = :token_hash;

-- name: login_seen :do
-- all tenants: because a session is found by its token before its tenant is known.
-- The session is in use; it lasts on.
-- in: token_hash blob, now int, expires_at int
update logins set seen_at = :now, expires_at = :expires_at where token_hash = :token_hash;

-- name: login_remove :do
-- all tenants: because a session is found by its token before its tenant is known.
-- Signs out.
-- in: token_hash blob
delete from logins where token_hash = :token_hash;

-- name: login_expire :do
-- all tenants: because what is over is over for all.
-- Removes the sessions whose time was over before a moment.
-- full scan: because it runs once an hour over the sessions that are open.
-- in: before int
delete from logins where expires_at <= :before;

-- name: login_remove_user :do
-- all tenants: because a session is found by its token before its tenant is known.
-- Ends all sessions of a person, after a new password.
-- full scan: because it is rare, and sessions are few.
-- in: user_id int
delete from logins where user_id = :user_id;
