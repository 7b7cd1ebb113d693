/** 2026.7.1 makes a session key of its own for each PBX (release notes): sessions of before end. */
import { say } from '../message.ts';
import type { Change } from './ground.ts';

export const signIn: Change = () => [say('upgrade.sign-in')];
