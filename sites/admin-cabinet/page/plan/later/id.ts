/** Where the plan that begins by itself stands. */
export const LATER_ID = 'mscl-plan-later';
