import { Calls } from './calls';

export interface StackEvent {
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly PhysicalResourceId?: string;
}

interface Stack {
  readonly StackStatus: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

const STACK = 'AWS::CloudFormation::Stack';
const STARTED = ['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS', 'DELETE_IN_PROGRESS'];

/** Questions to the local AWS, asked as any client asks them. */
export class AwsClient {
  constructor(private readonly calls: Calls, private readonly region: string) {}

  /** The same questions in another Region. */
  public in(region: string): AwsClient {
    return new AwsClient(this.calls, region);
  }

  /** The answer of one operation, such as `call('cloudformation', 'DescribeStacks', {})`; all pages of a list. */
  public async call<T>(service: string, operation: string, input: object): Promise<T> {
    const { answer, error } = await this.calls.make({ service, operation, region: this.region, input });
    if (error !== undefined) {throw new Error(`${service} ${operation} must succeed, got: ${error}`);}
    return answer as T;
  }

  public async stackStatus(stack: string): Promise<string> {
    return (await this.describe(stack)).StackStatus;
  }

  public async outputs(stack: string): Promise<Record<string, string>> {
    const { Outputs = [] } = await this.describe(stack);
    return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
  }

  /** Oldest first. Events of earlier operations on the stack are left out. */
  public async stackEvents(stack: string): Promise<StackEvent[]> {
    const { StackEvents } = await this.call<{ StackEvents: StackEvent[] }>('cloudformation', 'DescribeStackEvents', { StackName: stack });
    const start = StackEvents.findIndex((event) => event.ResourceType === STACK && STARTED.includes(event.ResourceStatus));
    return StackEvents.slice(0, start + 1).reverse();
  }

  private async describe(stack: string): Promise<Stack> {
    const { Stacks: [found] } = await this.call<{ Stacks: Stack[] }>('cloudformation', 'DescribeStacks', { StackName: stack });
    return found;
  }
}
