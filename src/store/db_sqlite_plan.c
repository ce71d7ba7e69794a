/* store/db_sqlite_plan.c - what the planner is told about the tables: one tenant may have all their rows.
 *
 * Every key begins with tenant_id, and without statistics SQLite takes ten rows for one tenant's share: it would read all
 * orders rather than look fifty numbers up. Statistics gathered while a table is small would say the same. So it is told
 * what holds once the shop has grown: the first column tells nothing apart, each further one a hundredfold, the last of a
 * unique key everything; a partial index is small. */
#include "store/db_sqlite.h"

enum err lite_plan(struct scope *s, struct lite_conn *c)
{
	/* Made anew, so that the schema's version changes and other connections read it. */
	TRY(lite_statement(s, c, "drop table if exists sqlite_stat1"));
	TRY(lite_statement(s, c, "analyze sqlite_schema"));
	TRY(lite_statement(s, c,
			   "insert into sqlite_stat1 (tbl, idx, stat) "
			   "select tbl, idx, most || ' ' || (select group_concat(case "
			   "  when i.seqno = last and is_unique then 1 when i.seqno = 0 then most "
			   "  when i.seqno = 1 then most / 100 when i.seqno = 2 then most / 10000 else 1 end, ' ') "
			   "  from pragma_index_info(x.auto) as i) "
			   "from (select t.name as tbl, l.name as auto, l.\"unique\" as is_unique, "
			   "  case when l.origin = 'pk' and t.wr then t.name else l.name end as idx, "
			   "  case when l.partial then 10000 else 1000000 end as most, "
			   "  (select max(seqno) from pragma_index_info(l.name)) as last "
			   "  from pragma_table_list as t join pragma_index_list(t.name) as l "
			   "  where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite%') as x"));
	return lite_statement(s, c, "analyze sqlite_schema");
}
