import { BuildScenario, OnDemandScanScenario } from '../scenario';
import { Store } from '../store';
import { Wire } from '../wire';

/** A call that may be made: its input conforms to the model. */
export interface Call {
  readonly operation: string;
  readonly input: Wire;
  readonly region: string;
  /** The account that all resources belong to. */
  readonly account: string;
  /** Virtual time, in milliseconds since the epoch. */
  readonly now: number;
  readonly store: Store;
  /** Longest page, if the scenario limits it. */
  readonly pageSize?: number;
  /** How the build goes that this call starts; to be asked once for each build. */
  nextBuild(): BuildScenario;
  /** How the scan goes that this call starts; to be asked once for each scan. */
  nextScan(): OnDemandScanScenario;
}

/** Carries out one operation and gives its answer, without `requestId`. */
export type Handler = (call: Call) => Wire;
export type Handlers = Readonly<Record<string, Handler>>;
