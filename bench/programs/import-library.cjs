require('aws-cdk-lib');
require('cdk-imagebuilder');
