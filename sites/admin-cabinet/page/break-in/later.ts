/** The room, loaded when somebody enters it, or is to be told of it. */
import { later } from '../later.tsx';

const room = () => import('./room.tsx');

export const Room = later(async () => (await room()).Room);
export const RoomBanner = later(async () => (await room()).RoomBanner);
