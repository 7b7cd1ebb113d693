/** `:changePriority` of firewall and outbound routes. */
import type { Pbx } from '../pbx.ts';
import { done, refused, type Handler } from './resource.ts';
import { isData } from './values.ts';

interface Ordered {
  readonly id: number;
  readonly priority: number;
}
interface Rows<Row extends Ordered> {
  get(pbx: Pbx): readonly Row[];
  set(pbx: Pbx, rows: readonly Row[]): Pbx;
}

/** Body {priorities: {id: number}}; without that key the whole request is taken for the map, with Core's own keys in it. */
export function changePriority<Row extends Ordered>(what: string, rows: Rows<Row>): Handler {
  return (pbx, { data }) => {
    const sent = data['priorities'];
    const wanted = isData(sent) ? sent : { ...data, _url: '', httpMethod: 'POST' };
    const entries = Object.entries(wanted);
    const errors = entries.flatMap(([id, priority]) => [
      ...(id === '0' || id === '' ? ['Empty ID found in priorities'] : []),
      ...(priority === '' || !Number.isFinite(Number(priority))
        ? [`Invalid priority value for ID ${id}: must be numeric`]
        : []),
    ]);
    if (errors.length > 0) return refused(errors);
    const unknown = entries.filter(([id]) => !rows.get(pbx).some((row) => String(row.id) === id));
    if (unknown.length > 0) return refused([unknown.map(([id]) => `${what} ID ${id} not found`).join('; ')]);
    const priorities = new Map(entries.map(([id, priority]) => [id, Number(priority)]));
    const changed = rows.get(pbx).map((row) => ({ ...row, priority: priorities.get(String(row.id)) ?? row.priority }));
    const message = `Successfully updated ${entries.length} ${what} priorities`;
    return done({ updated: entries.length, message }, { pbx: rows.set(pbx, changed) });
  };
}
