import { present } from '../wire';
import { Handlers } from './call';
import { requireOwn } from './managed';
import { page } from './pagination';
import { namedResource } from './resources';

export const PACKAGES: Handlers = {
  ListImagePackages: (call) => {
    requireOwn('imageBuildVersionArn', call.input.imageBuildVersionArn);
    const { packages } = namedResource(call, 'Image').timeline!.at(call.now);
    return page(call, 'imagePackageList', packages, ({ name, version }) => present({ packageName: name, packageVersion: version }));
  },
};
