/** A template as far as its values are concerned. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, any>> }>>;
}

/** What pseudo parameters stand for. */
export interface Environment {
  readonly region: string;
  readonly account: string;
  /** ARN of the stack. */
  readonly stackId: string;
}

/** Path before the name in ARNs; what stands before the `:` is the service. */
const ARNS: Readonly<Record<string, string>> = {
  'AWS::ECR::Repository': 'ecr:repository/',
  'AWS::Events::Rule': 'events:rule/',
  'AWS::IAM::Role': 'iam:role/',
  'AWS::KMS::Key': 'kms:key/',
  'AWS::Lambda::Function': 'lambda:function:',
  'AWS::Logs::LogGroup': 'logs:log-group:',
  'AWS::S3::Bucket': 's3:',
  'AWS::SNS::Topic': 'sns:',
  'AWS::SQS::Queue': 'sqs:',
  'AWS::StepFunctions::StateMachine': 'states:stateMachine:',
};
/** Services that have a part of the environment in no ARN. */
const WITHOUT_REGION = ['iam', 's3'];
const WITHOUT_ACCOUNT = ['s3'];
/** What `Ref` gives the ARN of, beside the types of Image Builder. */
const REFERRED_TO_BY_ARN = ['AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine'];
/** Properties that name a resource. */
const NAMES = ['Name', 'RoleName', 'BucketName', 'LogGroupName', 'TopicName', 'RepositoryName', 'FunctionName', 'StateMachineName'];
const PREFIX = 'AWS::ImageBuilder::';

/**
 * What CloudFormation would put in place of the intrinsic functions of a template. What exists only after a deployment is made up, and always the
 * same: a resource without a name is called by its logical id, and an image is the first of its recipe.
 */
export class TemplateValues {
  constructor(private readonly template: Template, private readonly environment: Environment) {}

  /** A value without intrinsic functions; one that no template of this library has is refused. */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value as Record<string, any>);
    const [name, argument] = entries[0] ?? [];
    if (entries.length !== 1 || !(name === 'Ref' || name.startsWith('Fn::'))) {
      return Object.fromEntries(entries.map(([key, item]) => [key, this.resolve(item)]));
    }
    switch (name) {
      case 'Ref': return this.pseudoParameter(argument) ?? this.reference(argument);
      case 'Fn::GetAtt': return this.attribute(argument[0], argument[1]);
      case 'Fn::Join': return (this.resolve(argument[1]) as unknown[]).join(argument[0]);
      case 'Fn::Split': return this.text(argument[1]).split(argument[0]);
      case 'Fn::Select': return (this.resolve(argument[1]) as unknown[])[Number(argument[0])];
      case 'Fn::Sub': return String(argument).replace(/\$\{([^}]+)\}/g, (_, id) => this.text({ Ref: id }));
      default: throw new Error(`The template must use simpler functions than: ${JSON.stringify(value)}.`);
    }
  }

  /** A value that is one text. */
  text(value: unknown): string {
    return String(this.resolve(value));
  }

  private pseudoParameter(name: string): string | undefined {
    const { region, account, stackId } = this.environment;
    const values: Record<string, string> = {
      'AWS::Region': region,
      'AWS::AccountId': account,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackId': stackId,
      'AWS::StackName': stackId.split('/')[1],
    };
    return values[name];
  }

  private reference(id: string): string {
    const type = this.template.Resources[id]?.Type ?? '';
    return type.startsWith(PREFIX) || REFERRED_TO_BY_ARN.includes(type) ? this.attribute(id, 'Arn') : this.nameOf(id);
  }

  private attribute(id: string, attribute: string): string {
    const type = this.template.Resources[id]?.Type;
    if (type === undefined) throw new Error(`The template must have the resource ${id}, of which ${attribute} is asked.`);
    if (type.startsWith('Custom::')) return attribute === 'ImageArn' ? this.imageArn(id) : `${id}.${attribute}`;
    if (!attribute.endsWith('Arn')) return attribute === 'Name' ? this.nameOf(id) : `${id}.${attribute}`;
    return type.startsWith(PREFIX) ? this.imageBuilderArn(id, type.slice(PREFIX.length)) : this.arn(id, type);
  }

  private arn(id: string, type: string): string {
    if (ARNS[type] === undefined) throw new Error(`ARNs of ${type} must be known here, of which ${id} is one.`);
    const [service, ...path] = ARNS[type].split(':');
    const region = WITHOUT_REGION.includes(service) ? '' : this.environment.region;
    const account = WITHOUT_ACCOUNT.includes(service) ? '' : this.environment.account;
    return `arn:aws:${service}:${region}:${account}:${path.join(':')}${this.nameOf(id)}`;
  }

  private nameOf(id: string): string {
    const properties = this.template.Resources[id]?.Properties ?? {};
    const given = NAMES.map((name) => properties[name]).find((name) => name !== undefined);
    return given === undefined ? id : this.text(given);
  }

  private imageBuilderArn(id: string, kind: string): string {
    if (kind === 'Image') return this.imageArn(id);
    const { Type, Version } = this.template.Resources[id].Properties!;
    const noun = kind.replace(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase() + (kind === 'Workflow' ? `/${String(Type).toLowerCase()}` : '');
    const version = Version === undefined ? '' : `/${this.text(Version).replaceAll('x', '1')}`;
    const build = kind === 'Component' || kind === 'Workflow' ? '/1' : '';
    return `arn:aws:imagebuilder:${this.environment.region}:${this.environment.account}:${noun}/${this.nameOf(id).toLowerCase()}${version}${build}`;
  }

  /** Of an image, or of what starts a pipeline: named as the recipe is. */
  private imageArn(id: string): string {
    const recipe = this.recipeOf(this.template.Resources[id].Properties!);
    return `${recipe.replace(/:(?:image|container)-recipe\//, ':image/')}/1`;
  }

  private recipeOf({ ImageRecipeArn, ContainerRecipeArn, ImagePipelineExecutionSettings, ImagePipelineArn }: Readonly<Record<string, any>>): string {
    const recipe = ImageRecipeArn ?? ContainerRecipeArn;
    if (recipe !== undefined) return this.text(recipe);
    const pipeline = ImagePipelineExecutionSettings?.DeploymentId ?? ImagePipelineArn;
    return this.recipeOf(this.template.Resources[pipeline['Fn::GetAtt'][0]].Properties!);
  }
}
