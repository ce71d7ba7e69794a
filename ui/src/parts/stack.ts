// ui/src/parts/stack.ts - a table that becomes a list of blocks on a narrow screen: each cell says what its column was.
import type { TableColumnsType } from "antd";
import "./stack.css";

export function stacked<T>(columns: TableColumnsType<T>): TableColumnsType<T> {
	return columns.map(c => ({ ...c, onCell: () => ({ "data-label": typeof c.title === "string" ? c.title : "" }) as object }));
}
