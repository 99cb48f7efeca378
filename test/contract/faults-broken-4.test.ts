import { describeBroken } from './faults/broken-suite';

describeBroken(3);
