import { say } from '../message.ts';
import { of, type TraceKind } from './kind.ts';

export const processes: TraceKind = {
  id: 'processes',
  title: say('traces.processes'),
  why: say('traces.processes.why'),
  says: (item) => {
    const program = of(item, 'script') === '' ? of(item, 'program') : of(item, 'script');
    const values = { program, pid: of(item, 'pid') };
    const ports = of(item, 'ports');
    return ports === ''
      ? say('traces.processes.item', values)
      : say('traces.processes.item.ports', { ...values, ports });
  },
  address: () => null,
  odd: (item) => say(of(item, 'gone') === '' ? 'traces.processes.odd' : 'traces.processes.odd.gone'),
};
