import { App } from 'aws-cdk-lib';
import { ImagesStack } from './images-stack';
import { ServersStack } from './servers-stack';

const app = new App();
const images = new ImagesStack(app, 'Images', { description: 'An updated AMI for web servers' });
new ServersStack(app, 'Servers', { machineImage: images.golden.machineImage, description: 'Web servers with the updated AMI' });
