import type { Random } from './random.js';
import type { World } from './world.js';

/** Lets a world run by itself, in the order that chance gives, for as long as anything waits in it. */
export const runAlone = (world: World, random: Random): void => {
  let running = false;
  const run = async () => {
    do await world.rest();
    while (world.pick(random.between(0, 1000)));
    running = false;
  };
  world.onWait = () => {
    if (running) return;
    running = true;
    void run();
  };
};
