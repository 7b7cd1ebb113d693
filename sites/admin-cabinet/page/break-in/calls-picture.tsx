/** Calls over time as a picture, and the same as a table by day. */
import type { HourShown, JudgedCalls } from '../../../checklist/calls/judge.ts';
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';

const KINDS = ['premium', 'abroad', 'other'] as const;
type Kind = (typeof KINDS)[number];
type Counts = Readonly<Record<Kind, number>>;
export interface Bar {
  /** `2026-11-14 02` */
  readonly from: string;
  readonly counts: Counts;
}

const HOUR = 3_600_000;
const MOST_BARS = 120;
/** Hours of one bar: what people can think of. */
const STEPS = [1, 2, 3, 4, 6, 12, 24, 48, 96, 168];
const WIDTH = 600;
const HEIGHT = 160;

const utc = (time: string): number => Date.parse(`${time.slice(0, 10)}T${time.slice(11, 13).padEnd(2, '0')}:00:00Z`);
const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, 13).replace('T', ' ');
const NONE: Counts = { premium: 0, abroad: 0, other: 0 };
const sum = (one: Counts, other: Counts): Counts => ({
  premium: one.premium + other.premium,
  abroad: one.abroad + other.abroad,
  other: one.other + other.other,
});

/** The whole period in bars of as many hours each. */
export function barsOf(
  hours: readonly HourShown[],
  from: string,
  to: string,
): { readonly step: number; readonly bars: readonly Bar[] } {
  const start = utc(from);
  const span = Math.max(1, Math.ceil((utc(to) - start) / HOUR));
  const step = STEPS.find((each) => span / each <= MOST_BARS) ?? 168;
  const counts = new Map<number, Counts>();
  for (const hour of hours) {
    const at = Math.floor((utc(hour.hour) - start) / HOUR / step);
    counts.set(at, sum(counts.get(at) ?? NONE, hour));
  }
  const bars = Array.from({ length: Math.ceil(span / step) }, (_, at) => ({
    from: textOf(start + at * step * HOUR),
    counts: counts.get(at) ?? NONE,
  }));
  return { step, bars };
}

const daysOf = (hours: readonly HourShown[]): readonly (readonly [day: string, counts: Counts])[] => {
  const days = new Map<string, Counts>();
  for (const hour of hours) {
    const day = hour.hour.slice(0, 10);
    days.set(day, sum(days.get(day) ?? NONE, hour));
  }
  return [...days];
};

interface PictureProps {
  readonly judged: JudgedCalls;
  readonly from: string;
  readonly to: string;
}

export function CallsPicture({ judged: { hours }, from, to }: PictureProps) {
  const { speak } = usePage();
  const { step, bars } = barsOf(hours, from, to);
  const totalOf = ({ counts }: Bar) => counts.premium + counts.abroad + counts.other;
  const top = Math.max(1, ...bars.map(totalOf));
  const wide = WIDTH / bars.length;
  const title = speak(say('page.calls.picture', { hours: step, top }));
  return (
    <figure class="mscl-calls-picture">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={title}>
        {bars.flatMap((bar, at) => {
          let y = HEIGHT;
          return KINDS.flatMap((kind) => {
            const count = bar.counts[kind];
            if (count === 0) return [];
            // What matters stays in sight beside a hundred times as many others.
            const height = Math.max(2, (count / top) * HEIGHT);
            y -= height;
            return [
              <rect
                key={`${at} ${kind}`}
                class={`mscl-calls-${kind}`}
                x={at * wide}
                y={Math.max(0, y)}
                width={Math.max(1, wide * 0.85)}
                height={height}
              >
                <title>{`${bar.from}:00 ${speak(say(`page.calls.kind.${kind}`))}: ${count}`}</title>
              </rect>,
            ];
          });
        })}
      </svg>
      <p class="mscl-calls-axis" aria-hidden="true">
        <span>{from.slice(0, 10)}</span>
        <span>{bars.at(-1)?.from.slice(0, 10)}</span>
      </p>
      <figcaption>
        <span>{title}</span>
        <ul class="mscl-calls-legend">
          {KINDS.map((kind) => (
            <li key={kind}>
              <span class={`mscl-calls-key mscl-calls-${kind}`} aria-hidden="true" />{' '}
              {speak(say(`page.calls.kind.${kind}`))}
            </li>
          ))}
        </ul>
      </figcaption>
      <details>
        <summary>{speak(say('page.calls.as-table'))}</summary>
        <div class="mscl-calls-scroll" role="region" aria-label={speak(say('page.calls.as-table'))} tabIndex={0}>
          <table class="ui very basic compact table">
            <thead>
              <tr>
                <th scope="col">{speak(say('page.calls.day'))}</th>
                {KINDS.map((kind) => (
                  <th key={kind} scope="col">
                    {speak(say(`page.calls.kind.${kind}`))}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {daysOf(hours).map(([day, counts]) => (
                <tr key={day}>
                  <th scope="row">{day}</th>
                  {KINDS.map((kind) => (
                    <td key={kind}>{counts[kind]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
