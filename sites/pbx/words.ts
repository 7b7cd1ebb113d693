/** Errors in the words of the locales: what happened, and what to do about it. */
import { duration } from '../checklist/duration.ts';
import { say, type Message } from '../checklist/message.ts';
import type { AddressError } from './address.ts';
import type { ReadError } from './read.ts';

/** `pbx`: the address as people know it. */
export function tellError(error: ReadError, pbx: string): Message {
  switch (error.kind) {
    case 'unreachable':
      return error.why === 'cut'
        ? say('pbx.unreachable.cut', { pbx, request: error.at })
        : say(`pbx.unreachable.${error.why}`, { pbx });
    case 'timeout':
      return say('pbx.timeout', { pbx, request: error.at });
    case 'insecure':
      return say('pbx.insecure', { pbx });
    case 'tls':
      return error.why === 'no-tls'
        ? say('pbx.tls.no-tls', { pbx })
        : say(`pbx.tls.${error.why}`, { pbx, fingerprint: error.fingerprint ?? '?' });
    case 'cancelled':
      return say('pbx.cancelled');
    case 'redirected':
      return error.to === '' ? say('pbx.redirected.unknown', { pbx }) : say('pbx.redirected', { pbx, to: error.to });
    case 'not-a-pbx':
      return say('pbx.not-a-pbx', { pbx, status: error.status });
    case 'broken-json':
      return say(`pbx.broken-json.${error.how}`, { pbx, request: error.at });
    case 'unauthorized':
      return say(`pbx.unauthorized.${error.mode}`, { request: error.at, said: error.said });
    case 'forbidden':
      return say('pbx.forbidden', { request: error.at, said: error.said });
    case 'filtered':
      return say('pbx.filtered', { request: error.at });
    case 'banned':
      return say('pbx.banned', { request: error.at });
    case 'rate-limited':
      return error.seconds === null
        ? say('pbx.rate-limited.unknown', { said: error.said })
        : say('pbx.rate-limited', { time: duration(error.seconds), said: error.said });
    case 'rejected':
      return say('pbx.rejected', { request: error.at, status: error.status, said: error.said });
    case 'refused':
      return say('pbx.refused', { said: error.said });
    case 'not-found':
      if (error.at.includes('/v3/')) return say('pbx.no-rest', { pbx });
      return say('pbx.not-found', { request: error.at, said: error.said });
    case 'server-error':
      return error.status === 503
        ? say('pbx.busy', { request: error.at })
        : say('pbx.server-error', { request: error.at, status: error.status, said: error.said });
    case 'no-module':
      return say('pbx.no-module', { request: error.at });
    case 'file-not-json':
      return say(`pbx.file.${error.how}`);
    case 'not-facts':
      return say('pbx.file.not-facts', { place: error.at });
    case 'newer-contract':
      return say('pbx.file.newer-contract', { version: error.version, supported: error.supported });
  }
}

export const tellAddressError = (error: AddressError, address: string): Message =>
  error === 'empty' || error === 'credentials' ? say(`pbx.address.${error}`) : say(`pbx.address.${error}`, { address });
