-- import.sql - files that come in: the file, what is wrong with its rows, how far it was taken; templates of headings.

-- name: import_insert :do
-- A file was checked.
-- in: id int, kind text, name text, options text, file blob, state text, total int, good int, faulty int, user_id int, made_at int, code text, words text
insert into imports (tenant_id, id, kind, name, options, file, take, state, total, good, faulty, done, at_row, user_id, made_at, ended_at, code, words)
values (:tenant_id, :id, :kind, :name, :options, :file, 'all', :state, :total, :good, :faulty, 0, 0, :user_id, :made_at, 0, :code, :words)
on conflict (tenant_id, id) do nothing;

-- name: import_get :one
-- A file without its bytes.
-- in:  id int
-- out: kind text, name text, options text, take text, state text, total int, good int, faulty int, done int, at_row int, user_id int, made_at int, code text, words text
select kind, name, options, take, state, total, good, faulty, done, at_row, user_id, made_at, code, words
  from imports where tenant_id = :tenant_id and id = :id;

-- name: import_file :one
-- A file's bytes.
-- in:  id int
-- out: file blob
select file from imports where tenant_id = :tenant_id and id = :id;

-- name: import_page :many
-- Files before this one, newest first; of one kind where it is named.
-- in:  before_id int, kind text, max int
-- out: id int, kind text, name text, options text, take text, state text, total int, good int, faulty int, done int, made_at int, code text, words text
select id, kind, name, options, take, state, total, good, faulty, done, made_at, code, words
  from imports where tenant_id = :tenant_id and id < :before_id and (:kind = '' or kind = :kind) order by id desc limit :max;

-- name: import_start :do
-- A checked file is to be taken; one that failed goes on where it stood.
-- in: id int, take text
update imports set take = :take, state = 'running', code = '', words = ''
 where tenant_id = :tenant_id and id = :id and state in ('checked', 'failed');

-- name: import_move :do
-- Rows up to this one are done, together with what they brought; none changed: another was quicker.
-- in: id int, from_row int, to_row int, taken int
update imports set at_row = :to_row, done = done + :taken
 where tenant_id = :tenant_id and id = :id and state = 'running' and at_row = :from_row;

-- name: import_judge :do
-- What a new look at all rows found.
-- in: id int, total int, faulty int
update imports set total = :total, faulty = :faulty, good = :total - :faulty
 where tenant_id = :tenant_id and id = :id and state = 'running' and at_row = 0;

-- name: import_end :do
-- A file is done with, or could not be.
-- in: id int, state text, ended_at int, code text, words text
update imports set state = :state, ended_at = :ended_at, code = :code, words = :words
 where tenant_id = :tenant_id and id = :id and state = 'running';

-- name: import_settle :do
-- After the last row: what was not taken was faulty.
-- in: id int
update imports set good = done, faulty = total - done where tenant_id = :tenant_id and id = :id and state = 'done';

-- name: import_fault_put :bulk
-- What is wrong with a row; what was noted before stays.
-- in: import_id int, at_row int, at_column text, code text, words text, value text
insert into import_faults (tenant_id, import_id, at_row, at_column, code, words, value)
values (:tenant_id, :import_id, :at_row, :at_column, :code, :words, :value)
on conflict (tenant_id, import_id, at_row, at_column) do nothing;

-- name: import_fault_list :many
-- What is wrong with a file's rows, from this row on.
-- in:  import_id int, least_row int, max int
-- out: at_row int, at_column text, code text, words text, value text
select at_row, at_column, code, words, value from import_faults
 where tenant_id = :tenant_id and import_id = :import_id and at_row >= :least_row order by at_row, at_column limit :max;

-- name: import_fault_count :one
-- How many are kept.
-- in:  import_id int
-- out: count int
select count(*) as count from import_faults where tenant_id = :tenant_id and import_id = :import_id;

-- name: import_faults_expire :do
-- What is kept of old files goes.
-- in: before_id int
delete from import_faults where tenant_id = :tenant_id and import_id < :before_id;

-- name: imports_expire :do
-- Old files go, with what they hold.
-- in: before_id int
delete from imports where tenant_id = :tenant_id and id < :before_id and state <> 'running';

-- name: template_list :many
-- Templates by name; of one kind where it is named.
-- in:  kind text, max int
-- out: id int, kind text, name text, columns text, ver int
select id, kind, name, columns, ver from import_templates
 where tenant_id = :tenant_id and (:kind = '' or kind = :kind) order by kind, name limit :max;

-- name: template_get :one
-- One template.
-- in:  id int
-- out: kind text, name text, columns text, ver int
select kind, name, columns, ver from import_templates where tenant_id = :tenant_id and id = :id;

-- name: template_put :one
-- A template; one of the same name is replaced.
-- in:  id int, kind text, name text, columns text
-- out: id int
insert into import_templates (tenant_id, id, kind, name, columns, ver) values (:tenant_id, :id, :kind, :name, :columns, 1)
on conflict (tenant_id, kind, name) do update set columns = excluded.columns, ver = import_templates.ver + 1
returning id;

-- name: template_delete :do
-- A template goes.
-- in: id int
delete from import_templates where tenant_id = :tenant_id and id = :id;

-- name: receipts_numbered :many
-- Which of these numbers are booked, and what was noted with them.
-- in:  numbers text[]
-- out: number text, note text
select number, note from receipts where tenant_id = :tenant_id and number in (:numbers);
