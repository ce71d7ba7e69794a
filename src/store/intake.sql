-- intake.sql - orders, revisions and what belongs to them, as the intake writes them.

-- name: orders_held :many
-- What we hold of the records of one answer.
-- in: shop_id int, refs text[]
-- out: ref text, id int, ver int, state text, history int, hold_code text?, frozen_from text?, latest_seq int, latest_ver int, latest_asked_at int, due int, digest blob, base_seqs text, edits int
select ref, id, ver, state, history, hold_code, frozen_from, latest_seq, latest_ver, latest_asked_at, due, digest, base_seqs, edits
  from orders where tenant_id = :tenant_id and shop_id = :shop_id and ref in (:refs);

-- name: order_insert :bulk
-- Orders seen for the first time.
-- in: id int, shop_id int, ref text, display_no text, state text, history int, void_reason text?, hold_code text?, hold_since int?, word text, channel_status text, payment_status text, delivery_method text, total_minor int?, currency text, country text, placed int, due int, lines_summary text, lines_count int, digest blob, latest_ver int, latest_asked_at int, seen_at int, unmapped int, waiting int
insert into orders (tenant_id, id, shop_id, ref, display_no, state, history, void_reason, hold_code, hold_since, frozen_from, base_seqs, latest_seq, word, channel_status, payment_status, delivery_method, total_minor, currency, country, placed, due, lines_summary, lines_count, digest, latest_ver, latest_asked_at, seen_at, changed_at, unmapped, waiting, ver)
values (:tenant_id, :id, :shop_id, :ref, :display_no, :state, :history, :void_reason, :hold_code, :hold_since, null, '', 1, :word, :channel_status, :payment_status, :delivery_method, :total_minor, :currency, :country, :placed, :due, :lines_summary, :lines_count, :digest, :latest_ver, :latest_asked_at, :seen_at, :seen_at, :unmapped, :waiting, 1)
on conflict (tenant_id, shop_id, ref) do nothing;

-- name: order_change :bulk
-- Later revisions of orders that are as we saw them: statuses follow, what was not stated is filled, content waits.
-- in: id int, ver int, state text, frozen_from text?, void_reason text?, hold_code text?, now int, word text, channel_status text, payment_status text, due int, total_minor int?, currency text, delivery_method text, latest_seq int, latest_ver int, latest_asked_at int, digest blob
update orders set ver = ver + 1, state = :state, frozen_from = :frozen_from,
       void_reason = case when :state = 'void' then coalesce(:void_reason, void_reason) else null end,
       hold_since = case when :hold_code is null then null when hold_code = :hold_code then hold_since else :now end,
       hold_why = case when hold_code = :hold_code then hold_why else '' end,
       hold_until = case when hold_code = :hold_code then hold_until else 0 end,
       hold_code = :hold_code, word = :word, channel_status = :channel_status,
       payment_status = case when :payment_status = 'unknown' then payment_status else :payment_status end,
       due = case when :due = 0 then due else :due end, total_minor = coalesce(total_minor, :total_minor),
       currency = case when currency = '' then :currency else currency end,
       delivery_method = case when delivery_method = '' then :delivery_method else delivery_method end, latest_seq = :latest_seq, latest_ver = :latest_ver,
       latest_asked_at = :latest_asked_at, digest = :digest, changed_at = :now,
       unmapped = case when :state in ('void', 'marked_shipped') then 0 else unmapped end
 where tenant_id = :tenant_id and id = :id and ver = :ver;

-- name: order_people_put :bulk
-- Who receives an order.
-- in: order_id int, name text, phone text, address text, country text, postcode text, remark text, folded text, expire_at int
insert into order_people (tenant_id, order_id, name, phone, address, country, postcode, remark, folded, expire_at)
values (:tenant_id, :order_id, :name, :phone, :address, :country, :postcode, :remark, :folded, :expire_at)
on conflict (tenant_id, order_id) do update set name = excluded.name, phone = excluded.phone, address = excluded.address,
       country = excluded.country, postcode = excluded.postcode, remark = excluded.remark, folded = excluded.folded, expire_at = excluded.expire_at;

-- name: order_find_put :bulk
-- Keys by which orders are found; one that is there stays.
-- in: key text, placed int, order_id int
insert into order_finds (tenant_id, key, placed, order_id) values (:tenant_id, :key, :placed, :order_id)
on conflict (tenant_id, key, placed, order_id) do nothing;

-- name: order_find_remove :bulk
-- Keys by which orders are found no longer.
-- in: key text, placed int, order_id int
delete from order_finds where tenant_id = :tenant_id and key = :key and placed = :placed and order_id = :order_id;

-- name: order_found_by :many
-- By what people some orders are found.
-- in:  ids int[]
-- out: order_id int, placed int, folded text
select o.id as order_id, o.placed, coalesce(p.folded, '') as folded
  from orders o left join order_people p on p.tenant_id = o.tenant_id and p.order_id = o.id
 where o.tenant_id = :tenant_id and o.id in (:ids);

-- name: order_count_add :bulk
-- So many more orders of a shop stand in a tab, or fewer.
-- in: shop_id int, state text, count int
insert into order_counts (tenant_id, shop_id, state, count) values (:tenant_id, :shop_id, :state, :count)
on conflict (tenant_id, shop_id, state) do update set count = order_counts.count + excluded.count;

-- name: order_facet_put :bulk
-- Values that the filters of the list can offer.
-- in: kind text, value text
insert into order_facets (tenant_id, kind, value) values (:tenant_id, :kind, :value)
on conflict (tenant_id, kind, value) do nothing;

-- name: order_line_insert :bulk
-- The lines of new orders.
-- in: order_id int, line text, platform_sku text, title text, ordered int, cancelled int, price_minor int, sku_state text, in_sets int
insert into order_lines (tenant_id, order_id, line, platform_sku, title, ordered, cancelled, price_minor, sku_state, in_sets)
values (:tenant_id, :order_id, :line, :platform_sku, :title, :ordered, :cancelled, :price_minor, :sku_state, :in_sets);

-- name: order_line_cancelled :bulk
-- Pieces that the channel has cancelled; at most those that the line has here, as later content waits.
-- in: order_id int, line text, cancelled int
update order_lines set cancelled = case when :cancelled > ordered then ordered else :cancelled end
 where tenant_id = :tenant_id and order_id = :order_id and line = :line
   and cancelled <> case when :cancelled > ordered then ordered else :cancelled end;

-- name: revision_insert :bulk
-- What the channel said, once and for all.
-- in: order_id int, seq int, channel_ver int, asked_at int, source text, run_id int, form int, digests blob, facts blob, made_at int
insert into revisions (tenant_id, order_id, seq, channel_ver, asked_at, source, run_id, form, digests, facts, made_at)
values (:tenant_id, :order_id, :seq, :channel_ver, :asked_at, :source, :run_id, :form, :digests, :facts, :made_at);

-- name: revision_people_insert :bulk
-- The personal facts of a revision, which expire.
-- in: order_id int, seq int, facts blob, digest blob, expire_at int
insert into revision_people (tenant_id, order_id, seq, facts, digest, expire_at)
values (:tenant_id, :order_id, :seq, :facts, :digest, :expire_at);

-- name: revision_raw_insert :bulk
-- The record as it came, which expires.
-- in: order_id int, seq int, raw blob, expire_at int
insert into revision_raws (tenant_id, order_id, seq, raw, expire_at)
values (:tenant_id, :order_id, :seq, :raw, :expire_at);

-- name: revision_get :one
-- One revision without its personal facts.
-- in: order_id int, seq int
-- out: channel_ver int, asked_at int, source text, run_id int, form int, digests blob, facts blob, made_at int
select channel_ver, asked_at, source, run_id, form, digests, facts, made_at
  from revisions where tenant_id = :tenant_id and order_id = :order_id and seq = :seq;

-- name: revision_people_get :one
-- The personal facts of a revision, while they are kept.
-- in: order_id int, seq int
-- out: facts blob
select facts from revision_people where tenant_id = :tenant_id and order_id = :order_id and seq = :seq;

-- name: revisions_get :many
-- The revisions of this number of several orders, without their personal facts.
-- in: seq int, order_ids int[]
-- out: order_id int, facts blob
select order_id, facts from revisions where tenant_id = :tenant_id and order_id in (:order_ids) and seq = :seq order by order_id;

-- name: revisions_people_get :many
-- The personal facts of these, where they are kept.
-- in: seq int, order_ids int[]
-- out: order_id int, facts blob
select order_id, facts from revision_people where tenant_id = :tenant_id and order_id in (:order_ids) and seq = :seq order by order_id;

-- name: revision_raw_get :one
-- The record of a revision as it came, while it is kept.
-- in: order_id int, seq int
-- out: raw blob
select raw from revision_raws where tenant_id = :tenant_id and order_id = :order_id and seq = :seq;

-- name: dictionaries_of :many
-- The dictionaries of a channel, oldest first.
-- full scan: because there are two a channel.
-- in: channel text
-- out: id int, kind text, bytes blob
select id, kind, bytes from dictionaries where tenant_id = :tenant_id and channel = :channel order by id;

-- name: dictionary_get :one
-- A dictionary by the number that is in a frame.
-- in: id int
-- out: bytes blob
select bytes from dictionaries where tenant_id = :tenant_id and id = :id;

-- name: dictionary_last :one
-- The highest number given to a dictionary.
-- out: id int
select coalesce(max(id), 0) as id from dictionaries where tenant_id = :tenant_id;

-- name: dictionary_insert :do
-- A dictionary that was trained.
-- in: id int, channel text, kind text, bytes blob, made_at int
insert into dictionaries (tenant_id, id, channel, kind, bytes, made_at) values (:tenant_id, :id, :channel, :kind, :bytes, :made_at);

-- name: activity_insert :bulk
-- Who did what, when and why.
-- in: id int, at int, user_id int, job_id int, kind text, order_id int, why text, before text, after text
insert into activities (tenant_id, id, at, user_id, job_id, kind, order_id, why, before, after)
values (:tenant_id, :id, :at, :user_id, :job_id, :kind, :order_id, :why, :before, :after);
