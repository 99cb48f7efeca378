import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ApiError, badValue } from '../../api-error';
import { partitionOf } from '../../arns';
import { Wire } from '../../wire';
import { Call } from '../call';

const BUILD_DATE = /\{\{\s*imagebuilder:buildDate[^}]*\}\}/;

export function checkDistribution(call: Call): void {
  const { distributions } = call.input;
  if (distributions.length === 0) {throw badValue('distributions', 'At least one Region must be given.');}
  const regions = distributions.map(({ region }: Wire) => region);
  const twice = regions.find((region: string, i: number) => regions.indexOf(region) !== i);
  if (twice) {throw new ApiError('InvalidParameterCombinationException', `A Region must be given once, got twice: ${twice}.`);}
  distributions.forEach((distribution: Wire, i: number) => checkRegion(call, distribution, `distributions[${i}]`));
}

function checkRegion(call: Call, { region, ...outputs }: Wire, at: string): void {
  if (!RegionInfo.regions.some(({ name }) => name === region) || partitionOf(region) !== partitionOf(call.region)) {
    throw badValue(`${at}.region`, `'${region}' is not a Region that can be distributed to.`);
  }
  if (Object.keys(outputs).length === 0) {
    throw badValue(at, 'One or more outputs should be provided for each region in a distribution configuration.');
  }
  const { name, targetAccountIds = [call.account], launchPermission } = outputs.amiDistributionConfiguration ?? {};
  if (name !== undefined && !BUILD_DATE.test(name)) {
    throw badValue(`${at}.amiDistributionConfiguration.name`,
      'The EC2 AMI name must contain \'{{ imagebuilder:buildDate }}\' to ensure that the name will be unique.');
  }
  const group = launchPermission?.userGroups?.find((one: string) => one !== 'all');
  if (group) {throw badValue(`${at}.amiDistributionConfiguration.launchPermission.userGroups`, `The only group is 'all', got: ${group}.`);}
  (outputs.ssmParameterConfigurations ?? []).forEach(({ amiAccountId = call.account }: Wire, i: number) => {
    if (!targetAccountIds.includes(amiAccountId) && amiAccountId !== call.account) {
      throw badValue(`${at}.ssmParameterConfigurations[${i}].amiAccountId`, `The account '${amiAccountId}' is no target account of the Region.`);
    }
  });
}
