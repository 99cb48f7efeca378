require('aws-cdk-lib');
