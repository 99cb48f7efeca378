import { parseArn } from '../arns';
import { iso } from '../clock';
import { amiId } from '../ids';
import { AmiScenario } from '../scenario';
import { present, Wire } from '../wire';

/** The AMIs of a build: those of the scenario, or one for each Region and account of the distribution configuration, or one at home. */
export function amisOf(
  imageArn: string, recipeName: string, now: number, scenario?: readonly AmiScenario[], distributions?: readonly Wire[],
): Wire[] {
  const { region: home, account: own } = parseArn(imageArn)!;
  const ami = ({ region = home, accountId = own, image, name, status = 'AVAILABLE', reason }: AmiScenario): Wire => ({
    region,
    accountId,
    image: image ?? amiId(imageArn, region, accountId),
    name: name ?? `${recipeName} ${stamp(now)}`,
    state: present({ status, reason }),
  });
  if (scenario) {return scenario.map(ami);}
  if (!distributions) {return [ami({})];}
  return distributions.flatMap(({ region, amiDistributionConfiguration: configuration }) => {
    const accounts: string[] = configuration?.targetAccountIds ?? [own];
    return accounts.map((accountId) => ami({ region, accountId, name: amiName(configuration?.name, imageArn, now) }));
  });
}

/** The container images of a build: one for each Region of the distribution configuration, or one at home. */
export function containersOf(imageArn: string, repository: string, distributions?: readonly Wire[]): Wire[] {
  const { region: home, account, version, build } = parseArn(imageArn)!;
  const targets = distributions?.map(({ region, containerDistributionConfiguration: configuration }) =>
    ({ region, name: configuration?.targetRepository?.repositoryName ?? repository })) ?? [{ region: home, name: repository }];
  return targets.map(({ region, name }) => ({ region, imageUris: [`${account}.dkr.ecr.${region}.amazonaws.com/${name}:${version}-${build}`] }));
}

function amiName(template: string | undefined, imageArn: string, now: number): string | undefined {
  const { version, build } = parseArn(imageArn)!;
  return template
    ?.replace(/\{\{\s*imagebuilder:buildDate[^}]*\}\}/g, stamp(now))
    .replace(/\{\{\s*imagebuilder:buildVersion\s*\}\}/g, `${version}/${build}`);
}

/** A time as it stands in names. */
function stamp(now: number): string {
  return iso(now).replace(/[:.]/g, '-');
}
