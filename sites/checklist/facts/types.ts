/** The facts as TypeScript types, taken from the one schema. Types only: nothing of TypeBox reaches a bundle. */
import type { Static } from '@sinclair/typebox';
import type * as schema from './schema.ts';

export type Facts = schema.FactsOnTheWire;
export type PartName = keyof typeof schema.PART_SCHEMAS;
/** Data of each part, by name. */
export type PartData = { readonly [P in PartName]: Static<(typeof schema.PART_SCHEMAS)[P]> };
export type Source = (typeof schema.SOURCES)[number];
export type UnknownReason = (typeof schema.UNKNOWN_REASONS)[number];
/** A value inside a part that could not be read. */
export type UnknownValue = Static<typeof schema.UnknownSchema>;
export type KnownPart<D> = {
  readonly state: 'known';
  readonly readAt: string;
  readonly source: Source;
  readonly digest: string;
  readonly data: D;
};
export type UnknownPart = {
  readonly state: 'unknown';
  readonly readAt: string;
  readonly source: Source;
  readonly reason: UnknownReason;
  readonly detail?: string;
};
/** A part: known with its data, or unknown with the reason. */
export type Part<D> = KnownPart<D> | UnknownPart;
/** Facts as they come, before their parts are looked at. */
export type Envelope = {
  readonly version: number;
  readonly pbx: { readonly address: string; readonly name: string };
  readonly readAt: string;
  readonly parts: Readonly<Record<string, unknown>>;
};
export type Parts = { readonly [P in PartName]: Part<PartData[P]> };

export type System = PartData['system'];
export type Ports = PartData['ports'];
export type Firewall = PartData['firewall'];
export type FirewallRule = Static<typeof schema.FirewallRuleSchema>;
export type RunningRules = PartData['runningRules'];
export type Network = PartData['network'];
export type Provider = Static<typeof schema.ProviderSchema>;
export type OutboundRoute = Static<typeof schema.OutboundRouteSchema>;
export type Account = Static<typeof schema.AccountSchema>;
export type SecretFeatures = Static<typeof schema.SecretFeaturesSchema>;
export type Login = Static<typeof schema.WebLoginSchema>;
export type Attestation = Static<typeof schema.AttestationSchema>;
export type Waiver = Static<typeof schema.WaiverSchema>;
