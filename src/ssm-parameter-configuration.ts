import * as ssm from 'aws-cdk-lib/aws-ssm';
import { aws_ssm as refs } from 'aws-cdk-lib/interfaces';

/** A parameter in which the id of an AMI is put after every build. The service makes the parameter if there is none. */
export interface SsmParameterConfiguration {
  /**
   * The name of the parameter, for example `/imagebuilder/golden-ami`.
   *
   * Without an execution role the service can write parameters below `/imagebuilder/` only.
   *
   * @default - the name of `parameter`
   */
  readonly parameterName?: string;

  /**
   * The parameter, in place of its name.
   *
   * @default - the parameter is known by `parameterName`
   */
  readonly parameter?: refs.IParameterRef;

  /**
   * The account of the parameter: that of the stack, or one of the target accounts of the AMI.
   *
   * @default - the account of the stack
   */
  readonly amiAccountId?: string;

  /**
   * Whether the value has to be the id of an AMI. It cannot be changed for a parameter that exists.
   *
   * @default ssm.ParameterDataType.AWS_EC2_IMAGE
   */
  readonly dataType?: ssm.ParameterDataType;
}
