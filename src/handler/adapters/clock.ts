import { Clock } from '../ports';

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (millis, signal) => new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done);
  }),
};
