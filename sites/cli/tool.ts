/** Name and version of this tool, as reports carry them. The version is put in by the build. */
declare const __VERSION__: string | undefined;

export const TOOL = {
  name: 'mikopbx-checklist',
  version: typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-dev',
} as const;
