/**
 * Core's security modes (PBXSecurityMode, since 2026.2.118), from lax to strict: how much one address may ask of the web
 * interface, and whether requests that look like an attack are refused. Its page sets one with each level of bans.
 */
export const SECURITY_MODES = ['relaxed', 'balanced', 'strict', 'paranoid'] as const;
export type SecurityMode = (typeof SECURITY_MODES)[number];
