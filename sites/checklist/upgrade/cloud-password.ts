/** 2026.5.6 lets nobody on whose password is still the id of the cloud instance (release notes): it is changed first. */
import { say } from '../message.ts';
import type { Change } from './ground.ts';

export const FIRST_WITHOUT_INSTANCE_ID = '2026.5.6';

/** Of a password that could not be judged its own item says so. */
export const cloudPassword: Change = ({ webLogin }) => {
  const guess = webLogin.state === 'known' ? webLogin.data.guess : null;
  return guess?.state === 'match' && guess.which === 'instance-id' ? [say('upgrade.cloud-password')] : [];
};
