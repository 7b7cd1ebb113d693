/** The report as TypeScript types, taken from the one schema; messages are typed by the English locale. */
import type { Static } from '@sinclair/typebox';
import type { Message } from '../message.ts';
import type * as schema from './schema.ts';
import type * as vocabulary from './vocabulary.ts';

export type Severity = (typeof vocabulary.SEVERITIES)[number];
export type Verdict = (typeof vocabulary.VERDICTS)[number];
export type Standing = (typeof vocabulary.STANDINGS)[number];
export type Section = (typeof vocabulary.SECTIONS)[number];
export type PageName = (typeof schema.PAGES)[number];
export type Page = Static<typeof schema.PageSchema>;
export type Subject = Static<typeof schema.SubjectSchema>;
/** Replaces the loosely keyed messages of the wire by typed ones, at any depth. */
export type Typed<T> = T extends { key: string; params: unknown }
  ? Message
  : T extends readonly (infer E)[]
    ? readonly Typed<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Typed<T[K]> }
      : T;
export type Finding = Typed<Static<typeof schema.FindingSchema>>;
export type Question = Typed<Static<typeof schema.QuestionSchema>>;
export type Result = Typed<Static<typeof schema.ResultSchema>>;
export type Score = Static<typeof schema.ScoreSchema>;
export type Report = Typed<schema.ReportOnTheWire>;
export type LastJudged = Static<typeof schema.LastJudgedSchema>;
