/** How Core says no, as recorded from 2026.1.223. */
import { json, type Said } from './serve.ts';

/** "no token: firewall list"; "JWT of a role without rights". */
export const refusal = (status: 401 | 403): Said =>
  json(
    {
      result: false,
      data: [],
      messages: { error: [status === 401 ? "The user isn't authenticated." : 'Access denied.'] },
    },
    status,
  );

/** "404 route v3". */
export const notFound = (path: string): Said =>
  json({ success: false, messages: { error: [`Endpoint not found: ${path}`] }, data: null }, 404);
