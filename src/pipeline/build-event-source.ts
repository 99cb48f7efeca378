import { Resource } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { IBuildEvents } from './build-events';
import { DETAIL_TYPES, ENDED_STATUSES, eventRule, EventScope } from './events';

/**
 * A construct whose builds send events.
 *
 * @internal
 */
export abstract class BuildEventSource extends Resource implements IBuildEvents {
  public onEvent(id: string, options: events.OnEventOptions = {}): events.Rule {
    return eventRule(this, id, 'onEvent', this._buildEvents('onEvent'), {}, options);
  }

  public onImageBuildStateChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, 'onImageBuildStateChange', undefined, options);
  }

  public onImageBuildCompleted(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, 'onImageBuildCompleted', ENDED_STATUSES, options);
  }

  public onImageBuildFailed(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, 'onImageBuildFailed', ['FAILED'], options);
  }

  public onImageBuildSucceeded(id: string, options: events.OnEventOptions = {}): events.Rule {
    return this.onState(id, 'onImageBuildSucceeded', ['AVAILABLE'], options);
  }

  public onCveDetected(id: string, options: events.OnEventOptions = {}): events.Rule {
    return eventRule(this, id, 'onCveDetected', this._buildEvents('onCveDetected'), { detailType: [DETAIL_TYPES.cveDetected] }, options);
  }

  public onWaitForAction(id: string, options: events.OnEventOptions = {}): events.Rule {
    return eventRule(this, id, 'onWaitForAction', this._buildEvents('onWaitForAction'), { detailType: [DETAIL_TYPES.workflowStepWaiting] }, options);
  }

  /**
   * The builds whose events a rule matches that `method` creates.
   *
   * @internal
   */
  public abstract _buildEvents(method: string): EventScope;

  private onState(id: string, method: string, statuses: string[] | undefined, options: events.OnEventOptions): events.Rule {
    const detail = statuses === undefined ? {} : { detail: { state: { status: statuses } } };
    return eventRule(this, id, method, this._buildEvents(method), { detailType: [DETAIL_TYPES.imageStateChange], ...detail }, options);
  }
}
