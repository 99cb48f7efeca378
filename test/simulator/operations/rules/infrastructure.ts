import { badValue } from '../../api-error';
import { Call } from '../call';

/** Tags of the instance that Image Builder sets itself. */
const RESERVED_TAGS = ['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'];

export function checkInfrastructure({ input: { subnetId, securityGroupIds, resourceTags = {}, placement = {} } }: Call): void {
  if (subnetId && !securityGroupIds?.length) {throw badValue('securityGroupIds', 'At least one security group is required with a subnet.');}
  const reserved = Object.keys(resourceTags).find((key) => RESERVED_TAGS.includes(key));
  if (reserved) {throw badValue('resourceTags', `The tag key '${reserved}' is reserved.`);}
  const member = ['hostId', 'hostResourceGroupArn'].find((one) => placement[one] !== undefined);
  if (member && placement.tenancy !== 'host') {throw badValue(`placement.${member}`, 'It is for the tenancy host only.');}
}
