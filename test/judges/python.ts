import { ensureVenv } from '../support/python';

/** The judges that are packages of Python share an environment, because to make one takes longer than to ask them. */
const REQUIREMENTS = [
  // cfn-lint of PyPI; npm's package of that name is another, older project.
  'cfn-lint==1.58.0',
  // The validator of CycloneDX, and the reader of package URLs that it brings.
  'cyclonedx-python-lib[json-validation]==11.12.0',
];

/** The Python that has them; their programs stand beside it. */
export async function judgesPython(): Promise<string> {
  return ensureVenv('judges', REQUIREMENTS);
}
