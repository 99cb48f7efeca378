import { describeBrokenMonitors } from './monitor/broken-suite';

describeBrokenMonitors(1);
